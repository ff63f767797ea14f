-- 64 bits of MD5: stable across versions and machines, which the engine's own hash() is not. md5_number_lower() would do the same four times as slowly.
CREATE MACRO row_hash(text) AS CAST(md5_number(text) & 18446744073709551615 AS UBIGINT);

-- 40 bits of it, for sketches of keys.
CREATE MACRO key_hash(key) AS CAST(md5_number(key) & 1099511627775 AS UBIGINT);
