"""Environments in the formats of others: packages for OpenEnv, data sets, OpenAPI documents."""
