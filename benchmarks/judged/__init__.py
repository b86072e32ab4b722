"""Questions with judged answers over a fixed corpus: relevance of leermatch and its peers. See README.md."""
