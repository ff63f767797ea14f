-- Every product that a list or a customer's doing names, with what is known of it and how often anybody had to do with it up to $until. What was bought counts 1, put into the cart
-- or wished for .75, looked at .5, halved every 30 days; what has no time counts as it is. Non-products are none. $stock: rows of the latest stock per product.
WITH interactions AS (
    SELECT l.product_id, o.ordered_at AS moment, 1.0 AS weight, l.unit_price AS price
    FROM order_lines AS l JOIN orders AS o USING (order_id)
    WHERE l.status = 'completed' AND l.quantity > 0 AND o.ordered_at <= $until
    UNION ALL
    SELECT product_id, occurred_at, CASE event_type WHEN 'purchase' THEN 1.0 WHEN 'add_to_cart' THEN 0.75 WHEN 'add_to_wishlist' THEN 0.75 ELSE 0.5 END, NULL
    FROM events
    WHERE product_id IS NOT NULL
      AND (event_type IN ('view_item', 'select_item', 'add_to_cart', 'add_to_wishlist') AND (occurred_at IS NULL OR occurred_at <= $until)
           OR event_type = 'purchase' AND occurred_at IS NULL)
), counts AS (
    SELECT product_id, count(*) AS interactions,
           sum(CASE WHEN moment IS NULL THEN weight ELSE weight * pow(0.5, epoch($until - moment) / (30 * 86400)) END) AS popularity,
           arg_max(price, moment) FILTER (price > 0) AS price
    FROM interactions GROUP BY product_id
), latest_stock AS (
    $stock
)
SELECT product_id, p.title, p.category, p.brand, coalesce(p.price, c.price) AS price, coalesce(p.active, true) AS active, s.on_hand > 0 AS in_stock,
       coalesce(c.popularity, 0) AS popularity, coalesce(c.interactions, 0) AS interactions
FROM products AS p
FULL JOIN counts AS c USING (product_id)
LEFT JOIN latest_stock AS s USING (product_id)
WHERE NOT is_non_product(product_id)
ORDER BY product_id;
