"""The register: warnings as rows, acts and staff as they were recorded, and when anything last ran."""
