-- Every order up to $until of every known customer who may be profiled, oldest first.
SELECT customer_id, order_id, ordered_at, revenue, returned, units, products
FROM order_values ANTI JOIN opted_out USING (customer_id)
WHERE customer_id IS NOT NULL AND ordered_at <= $until
ORDER BY customer_id, ordered_at, order_id;
