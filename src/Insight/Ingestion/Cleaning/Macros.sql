-- The states that shop systems give an order or a line, as the lake's three. NULL: a word that is not known.
CREATE MACRO order_status(state) AS CASE
    WHEN state IS NULL OR state = 'completed' THEN 'completed'
    WHEN lower(state) IN ('completed', 'complete', 'paid', 'partially_paid', 'partially_refunded', 'delivered', 'shipped', 'fulfilled', 'processing', 'approved',
                          'invoiced', 'created', 'pending', 'authorized', 'on-hold', 'open', 'closed', 'success', 'purchase') THEN 'completed'
    WHEN lower(state) IN ('cancelled', 'canceled', 'cancellation', 'voided', 'failed', 'unavailable', 'expired', 'declined', 'adjustment') THEN 'cancelled'
    WHEN lower(state) IN ('returned', 'return', 'refunded', 'refund', 'chargeback') THEN 'returned'
END;

CREATE MACRO finite(v) AS CASE WHEN isfinite(v) THEN v END;

-- A rejected value as people may see it: addresses masked, because they stand in clear in the dropped file only, and nothing that a
-- spreadsheet would run as a formula.
CREATE MACRO shown(value) AS
    CASE WHEN regexp_matches(value, '^[=+@\t\r-]') AND NOT regexp_matches(value, '^[+-]?[0-9., ]*$') THEN '''' ELSE '' END || regexp_replace(value, '[^\s@,;]+@[^\s@,;]+', '[e-mail]', 'g');

-- Events by GA4's names, whatever vocabulary the word comes from (Google Retail, Amazon Personalize, Gorse, RetailRocket, Taobao, Segment), looked up by its letters
-- and digits. A word that is not known stays as it is. GA4 has no name for a star or a rating: a star is a wish, a rating stays a rating.
CREATE MACRO event_name(word) AS coalesce(map {
    'viewitem': 'view_item', 'view': 'view_item', 'views': 'view_item', 'viewed': 'view_item', 'detailpageview': 'view_item', 'pv': 'view_item', 'click': 'view_item',
    'clicks': 'view_item', 'read': 'view_item', 'productview': 'view_item', 'productviewed': 'view_item', 'viewproduct': 'view_item', 'viewcontent': 'view_item',
    'itemview': 'view_item',
    'pageview': 'page_view', 'homepageview': 'page_view', 'home': 'page_view', 'visit': 'page_view',
    'viewitemlist': 'view_item_list', 'categorypageview': 'view_item_list', 'productlistviewed': 'view_item_list', 'impression': 'view_item_list',
    'impressions': 'view_item_list', 'viewcategory': 'view_item_list',
    'selectitem': 'select_item', 'productclicked': 'select_item',
    'addtocart': 'add_to_cart', 'addcart': 'add_to_cart', 'cart': 'add_to_cart', 'addedtocart': 'add_to_cart', 'productadded': 'add_to_cart', 'basket': 'add_to_cart',
    'addtobasket': 'add_to_cart',
    'removefromcart': 'remove_from_cart', 'removecart': 'remove_from_cart', 'productremoved': 'remove_from_cart', 'removefrombasket': 'remove_from_cart',
    'viewcart': 'view_cart', 'shoppingcartpageview': 'view_cart', 'cartviewed': 'view_cart',
    'begincheckout': 'begin_checkout', 'checkout': 'begin_checkout', 'initiatecheckout': 'begin_checkout', 'checkoutstarted': 'begin_checkout',
    'startcheckout': 'begin_checkout',
    'addpaymentinfo': 'add_payment_info', 'paymentinfoentered': 'add_payment_info',
    'addshippinginfo': 'add_shipping_info',
    'purchase': 'purchase', 'purchased': 'purchase', 'purchasecomplete': 'purchase', 'transaction': 'purchase', 'buy': 'purchase', 'bought': 'purchase',
    'order': 'purchase', 'ordered': 'purchase', 'orderplaced': 'purchase', 'ordercompleted': 'purchase', 'sale': 'purchase',
    'refund': 'refund', 'orderrefunded': 'refund',
    'search': 'search', 'searched': 'search', 'productssearched': 'search', 'viewsearchresults': 'search',
    'addtowishlist': 'add_to_wishlist', 'wishlist': 'add_to_wishlist', 'fav': 'add_to_wishlist', 'favorite': 'add_to_wishlist', 'favourite': 'add_to_wishlist',
    'like': 'add_to_wishlist', 'liked': 'add_to_wishlist', 'star': 'add_to_wishlist', 'save': 'add_to_wishlist', 'bookmark': 'add_to_wishlist',
    'rating': 'rating', 'rate': 'rating', 'rated': 'rating',
    'share': 'share', 'shared': 'share',
    'login': 'login',
    'signup': 'sign_up',
    'sessionstart': 'session_start',
    'firstvisit': 'first_visit',
    'userengagement': 'user_engagement',
    'scroll': 'scroll',
    'viewpromotion': 'view_promotion',
    'selectpromotion': 'select_promotion'
}[regexp_replace(lower(word), '[^\p{L}\p{N}]', '', 'g')], word);

-- Whether a name is one that event_name gives.
CREATE MACRO is_event_name(name) AS name IN (
    'view_item', 'page_view', 'view_item_list', 'select_item', 'add_to_cart', 'remove_from_cart', 'view_cart', 'begin_checkout', 'add_payment_info', 'add_shipping_info', 'purchase',
    'refund', 'search', 'add_to_wishlist', 'rating', 'share', 'login', 'sign_up', 'session_start', 'first_visit', 'user_engagement', 'scroll', 'view_promotion', 'select_promotion');

-- A text as the JSON value that it looks like; NULL where there is none.
CREATE MACRO json_value(text) AS CASE
    WHEN lower(trim(text)) IN ('', 'null', 'nan', 'none', 'na', 'n/a', '#n/a') THEN NULL
    WHEN regexp_matches(trim(text), '^-?(0|[1-9]\d*)(\.\d+)?$') THEN trim(text)::JSON
    WHEN lower(trim(text)) IN ('true', 'false') THEN lower(trim(text))::JSON
    ELSE to_json(trim(text))
END;

-- The object without the names that have no value; NULL when none has.
CREATE MACRO json_known(object) AS nullif(json_merge_patch('{}', object)::VARCHAR, '{}');

-- The elements of a JSON array in a text; empty where it is none.
CREATE MACRO json_items(text) AS coalesce(CAST(json_extract(try_cast(text AS JSON), '$[*]') AS JSON[]), []);

-- A parameter of a GA4 event: of a BigQuery row ([{"key": …, "value": {"string_value": …}}]) or of a Measurement Protocol body ({"name": …}).
CREATE MACRO ga4_param(params, name) AS coalesce(
    json_extract_string(try_cast(params AS JSON), '/' || name),
    list_transform(list_filter(json_items(params), lambda p: json_extract_string(p, '$.key') = name), lambda p: coalesce(
        json_extract_string(p, '$.value.string_value'), json_extract_string(p, '$.value.int_value'), json_extract_string(p, '$.value.double_value'), json_extract_string(p, '$.value.float_value')))[1]);

-- An id made from what a row says, for rows that have none of their own.
CREATE MACRO content_id(text) AS 'h_' || format('{:016x}', row_hash(text));

-- A number of which only the decimal sign is in doubt, for arithmetic between columns.
CREATE MACRO plain_number(text) AS coalesce(try_cast(trim(text) AS DOUBLE), try_cast(replace(trim(text), ',', '.') AS DOUBLE));
