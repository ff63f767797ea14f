-- 64 bits of MD5: stable across versions and machines, which the engine's own hash() is not.
CREATE MACRO row_hash(text) AS md5_number_lower(text);

-- 40 bits of it, for sketches of keys.
CREATE MACRO key_hash(key) AS md5_number_lower(key) % 1099511627776;
