namespace Insight.Ingestion.Formats;

/// <summary>Words, in several languages, under which exports have the columns of the lake. <c>time</c> is called differently in every table.</summary>
internal static class ColumnVocabulary
{
    /// <summary>Of each concept the telling words first.</summary>
    private static readonly IReadOnlyList<(string Concept, string[] Words)> Words =
    [
        ("order_id", ["orderid", "ordernumber", "orderno", "invoiceno", "invoice", "billno", "bill", "receipt", "transactionid", "transaction", "bestellnummer", "bestellnr", "belegnr", "rechnungsnr", "pedido", "commande", "ordine", "zamowienie", "order"]),
        ("event_type", ["eventtype", "eventname", "behaviortype", "behaviourtype", "actiontype", "event", "action", "behavior", "behaviour", "aktion", "ereignis", "evenement", "accion", "evento", "activity"]),
        ("product_id", ["productid", "productcode", "sku", "stockcode", "itemid", "itemcode", "articleid", "article", "artikelnummer", "artikelnr", "artikel", "ean", "upc", "asin", "produktid", "produkt", "producto", "produit", "prodotto", "articulo", "product", "item"]),
        ("on_hand", ["onhand", "qtyonhand", "instock", "stocklevel", "stockqty", "inventorylevel", "inventory", "lagerbestand", "bestand", "existencias", "giacenza", "stock"]),
        ("quantity", ["quantity", "qty", "unitssold", "units", "menge", "anzahl", "stueck", "stuck", "cantidad", "quantite", "quantita", "ilosc", "pieces", "numberofcds", "count"]),
        ("unit_price", ["unitprice", "itemprice", "stueckpreis", "einzelpreis", "preis", "precio", "prix", "prezzo", "cena", "price", "amount", "betrag", "importe", "montant", "dollarvalue", "value"]),
        ("time", ["orderedat", "orderdate", "invoicedate", "occurredat", "createdat", "purchasedate", "transactiondate", "eventtime", "bestelldatum", "datum", "fecha", "horodatage", "data", "timestamp", "datetime", "date", "zeit", "time", "week", "month", "day"]),
        ("customer_email", ["customeremail", "email", "mail", "correo"]),
        ("customer_id", ["customerid", "customerno", "clientid", "userid", "memberid", "householdkey", "kundennummer", "kundennr", "kunde", "cliente", "customer", "client", "user"]),
        ("anonymous_id", ["anonymousid", "visitorid", "visitor", "cookieid", "cookie", "deviceid", "besucher", "visiteur", "visitante"]),
        ("session_id", ["sessionid", "session", "sitzung", "sesion"]),
        ("text", ["reviewtext", "reviewbody", "review", "comment", "kommentar", "bewertungstext", "rezension", "commentaire", "avis", "comentario", "resena", "recensione", "opinion", "text", "body"]),
        ("rating", ["rating", "stars", "score", "sterne", "bewertung", "note", "nota", "calificacion", "valoracion", "estrellas", "voto", "label"]),
        ("total", ["ordertotal", "grandtotal", "gesamtbetrag", "total", "sales", "revenue", "umsatz", "ventas", "ventes", "vendite", "dollarvalue"]),
        ("series_id", ["seriesid", "series", "storeid", "store", "filiale", "tienda", "magasin", "negozio", "shop"]),
        ("currency", ["currency", "waehrung", "wahrung", "moneda", "devise", "valuta"]),
        ("country", ["country", "land", "pais", "pays", "paese"]),
        ("title", ["title", "description", "productname", "bezeichnung", "titel", "nombre", "nom", "descripcion", "name"]),
        ("category", ["category", "department", "dept", "kategorie", "warengruppe", "categoria", "categorie"]),
        ("brand", ["brand", "marke", "marca", "marque"]),
        ("status", ["status", "state", "estado", "statut", "stato"]),
    ];

    /// <summary>Words too short to be looked for inside of other names.</summary>
    private const int ShortestPart = 4;

    /// <summary>Concept → the file's column.</summary>
    public static Dictionary<string, string> Match(IReadOnlyList<string> columns)
    {
        // What is long or an address is a value: the file has no header.
        var free = columns.Where(name => Shown.Text(name) == name).ToDictionary(name => name, name => Ascii(FileColumns.Plain(name)), StringComparer.Ordinal);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);

        // Whole names first, parts of names after, so that "price" does not take what "unit price" should have.
        foreach (var test in (Func<string, string, bool>[])[(name, word) => name == word, (name, word) => word.Length >= ShortestPart && name.Contains(word, StringComparison.Ordinal)])
        {
            foreach (var (concept, words) in Words)
            {
                if (!found.ContainsKey(concept) && words.SelectMany(word => free.Where(pair => test(pair.Value, word))).FirstOrDefault() is { Key: { } name })
                {
                    found[concept] = name;
                    free.Remove(name);
                }
            }
        }

        return found;
    }

    /// <summary>Without accents: <c>quantité</c> → <c>quantite</c>.</summary>
    private static string Ascii(string name) =>
        string.Concat(name.Normalize(System.Text.NormalizationForm.FormD).Where(c => System.Globalization.CharUnicodeInfo.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark));
}
