"""The web service: pages for people, JSON, SPARQL and linked data for tools."""
