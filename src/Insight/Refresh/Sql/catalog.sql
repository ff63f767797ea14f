-- Every product that a list or a customer's doing names, with what is known of it and how often anybody had to do with it up to $until. What was bought counts 1, put into the cart
-- .75, looked at .5 (Interaction.Weight), halved every 30 days; what has no time counts as it is. Non-products are none. $stock: the latest stock of each product.
WITH counts AS (
    SELECT product_id, count(*) AS interactions,
           sum((CASE kind WHEN 2 THEN 1.0 WHEN 1 THEN 0.75 ELSE 0.5 END) * CASE WHEN happened_at IS NULL THEN 1 ELSE pow(0.5, epoch($until - happened_at) / (30 * 86400)) END) AS popularity
    FROM interactions
    WHERE happened_at IS NULL OR happened_at <= $until
    GROUP BY product_id
), sold AS (
    SELECT l.product_id, arg_max(l.unit_price, o.ordered_at) AS price
    FROM order_lines AS l JOIN orders AS o USING (order_id)
    WHERE l.status = 'completed' AND l.quantity > 0 AND l.unit_price > 0 AND o.ordered_at <= $until
    GROUP BY l.product_id
), latest_stock AS (
    $stock
)
SELECT product_id, p.title, p.category, p.brand, coalesce(p.price, b.price) AS price, coalesce(p.active, true) AS active, s.on_hand > 0 AS in_stock,
       coalesce(c.popularity, 0) AS popularity, coalesce(c.interactions, 0) AS interactions
FROM products AS p
FULL JOIN counts AS c USING (product_id)
LEFT JOIN sold AS b USING (product_id)
LEFT JOIN latest_stock AS s USING (product_id)
WHERE NOT is_non_product(product_id)
ORDER BY product_id;
