"""The plain HTTP interface beside the page: JSON in, JSON out, described by OpenAPI at `/api/v1/openapi.json`."""
