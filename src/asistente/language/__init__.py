"""Words: which language a text is in, its normal form, and what the product says in each language."""
