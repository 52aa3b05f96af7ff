"""Search by meaning: finding things by what they are about, and what actions feed though nothing printed says so."""
