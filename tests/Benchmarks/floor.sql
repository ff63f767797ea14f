-- What a bare script does with the same file: read, cast, drop equal rows, write the two tables by month. No receipt, no quarantine, no look at what
-- is known, no order of rows in the files.
CREATE TABLE lines AS
SELECT DISTINCT *
FROM (
    SELECT order_id, product_id, try_cast(quantity AS DOUBLE) AS quantity, try_cast(unit_price AS DOUBLE) AS unit_price, status,
           try_cast(ordered_at AS TIMESTAMP) AS ordered_at, nullif(regexp_replace(customer_id, '\.0+$', ''), '') AS customer_id, country, description
    FROM read_csv($csv, delim=',', quote='"', escape='"', header=true, auto_detect=false, store_rejects=true, columns={
        order_id: 'VARCHAR', product_id: 'VARCHAR', description: 'VARCHAR', quantity: 'VARCHAR', unit_price: 'VARCHAR', ordered_at: 'VARCHAR', customer_id: 'VARCHAR',
        country: 'VARCHAR', status: 'VARCHAR'})
)
WHERE order_id IS NOT NULL AND product_id IS NOT NULL AND quantity <> 0 AND unit_price >= 0 AND ordered_at IS NOT NULL;

COPY (SELECT order_id, product_id, quantity, unit_price, status, strftime(ordered_at, '%Y-%m') AS month FROM lines)
TO $order_lines (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month));

COPY (
    SELECT order_id, any_value(customer_id) AS customer_id, min(ordered_at) AS ordered_at, any_value(status) AS status, any_value(country) AS country,
           strftime(min(ordered_at), '%Y-%m') AS month
    FROM lines GROUP BY order_id)
TO $orders (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month));
