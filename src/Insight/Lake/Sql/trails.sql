-- The last $most interactions up to $until of every customer who may be profiled, oldest first. Who has never bought has them only under an id of the shop's own.
SELECT customer_id, product_id, happened_at, kind
FROM interactions ANTI JOIN opted_out USING (customer_id)
WHERE customer_id IS NOT NULL AND (happened_at IS NULL OR happened_at <= $until) AND (known OR customer_id IN (SELECT customer_id FROM buyers($until)))
QUALIFY row_number() OVER (
    PARTITION BY customer_id ORDER BY happened_at DESC NULLS LAST, position DESC NULLS LAST, kind DESC, order_id DESC NULLS LAST, product_id DESC) <= $most
ORDER BY customer_id, happened_at NULLS FIRST, position NULLS FIRST, kind, order_id NULLS FIRST, product_id;
