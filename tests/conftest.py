"""What every test may ask for by name."""

from tests.components.fixtures import fresh_postgres_url, postgres_server, postgres_url, s3_server

__all__ = ["fresh_postgres_url", "postgres_server", "postgres_url", "s3_server"]
