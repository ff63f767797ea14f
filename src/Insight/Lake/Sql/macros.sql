-- 64 bits of MD5: stable across versions and machines, which the engine's own hash() is not. md5_number_lower() would do the same four times as slowly.
CREATE MACRO row_hash(text) AS CAST(md5_number(text) & 18446744073709551615 AS UBIGINT);

-- 40 bits of it, for sketches of keys.
CREATE MACRO key_hash(key) AS CAST(md5_number(key) & 1099511627775 AS UBIGINT);

-- Codes that shops write where a product would stand: postage, fees, vouchers, corrections. They begin with a letter, and most ids with a digit.
CREATE MACRO is_non_product(product_id) AS product_id >= 'A' AND regexp_matches(lower(product_id),
    '^(post|postage|dot|d|m|s|b|c2|cruk|pads|manual|carriage|shipping|versand|porto|bank charges|amazonfee|adjust[0-9]*|discount|rabatt|fee|voucher|giftcard|gift_.*|test[0-9]+|sample|samples)\z');

-- What an event says of its product, as the numbers of InteractionKind; NULL where nothing is liked, as in lists that were shown, or where the order says it. A rating says
-- no more than that the product was looked at, because it may be a bad one; a wish counts as what lies in the cart.
CREATE MACRO interaction_kind(event_type) AS CASE WHEN event_type IN ('view_item', 'rating') THEN 0 WHEN event_type IN ('add_to_cart', 'add_to_wishlist') THEN 1 END;
