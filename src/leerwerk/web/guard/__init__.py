"""Forms that anybody may post, held free of spam without third parties; see docs/abuse.md for the choices.

    class QuestionForm(GuardedForm):
        mail_field = "email"

    form = QuestionForm(request.POST or None, request=request)

The three fields of the guard are hidden fields of the form: a template that draws `form.hidden_fields` (or all
fields, by `<c-field>`) draws them too.
"""

from leerwerk.web.guard.forms import Guarded, GuardedForm

__all__ = ["Guarded", "GuardedForm"]
