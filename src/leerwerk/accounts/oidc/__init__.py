"""Sign in by OpenID Connect: allauth's provider, made strict. Off until LEERWERK_OIDC_… name an issuer."""
