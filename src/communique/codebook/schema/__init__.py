"""The models of the data files: one module a kind of file, unknown keys forbidden.

These models are the only definition of the formats; the JSON Schemas for editors are
made from them (`communique check --schema`).
"""
