"""Logical forms proposed by a language model: never an answer, and nothing that the question does not say.

A model that is asked (`messages`) gives a proposal in JSON (`shape`). It names classes and properties of the schema,
and points to words of the question for everything else; those words are linked as the parser links them (`words`).
What comes of it is checked by type (`decode`), held against the question (`accounting`), and from there on printed,
compiled and evidenced like any other form.
"""
