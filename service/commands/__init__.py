"""The verbs of the command line, a module each: HELP, DESCRIPTION, EXAMPLES, `arguments` and `run`."""
