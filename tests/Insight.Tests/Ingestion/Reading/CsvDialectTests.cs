using System.Text;

namespace Insight.Tests.Ingestion.Reading;

public sealed class CsvDialectTests
{
    /// <summary>Text, columns (or the number of them when there is no header), rows.</summary>
    public static TheoryData<string, string, string[]> Texts() => new()
    {
        { "a,b\n1,2\n", "a,b", ["1|2"] },
        { "a;b\n1,5;2\n", "a,b", ["1,5|2"] },
        { "a\tb\nx y\t2\n", "a,b", ["x y|2"] },
        { "a|b\n1|2\n", "a,b", ["1|2"] },
        { "sep=;\na;b\n1,5,6;2,7,8\n", "a,b", ["1,5,6|2,7,8"] },
        { "\"SEP=|\"\r\nname|n\r\nx;y;z|2\r\n", "name,n", ["x;y;z|2"] },
        { "a,b\n\"x, \"\"y\"\"\nz\",2\n", "a,b", ["x, \"y\"\nz|2"] },
        { "'a','b'\n'x, ''y''',2\n'z',3\n", "a,b", ["x, 'y'|2", "z|3"] },
        { "id,text\n1,\"5\\\" pipe, red\"\n2,\"say \\\"no\\\"\"\n3,\"a\\\\\"\n", "id,text", ["1|5\" pipe, red", "2|say \"no\"", "3|a\\"] },
        { " id  date     n  value\r\n 00001 19970101  1   11.77\r\n 00002 19970112  5   77.00\r\n", "id,date,n,value", ["00001|19970101|1|11.77", "00002|19970112|5|77.00"] },
        { " 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n 00005 0002 19970118  2    1.00\n", "5", ["00004|0001|19970101|2|29.33", "00004|0001|19970118|2|29.73", "00005|0002|19970118|2|1.00"] },
        { "1 1 2 3\n2 6 7 8 9 10\n3 4\n", "1", ["1 1 2 3", "2 6 7 8 9 10", "3 4"] },
        { "5\n1 2\n7 8 9\n", "1", ["5", "1 2", "7 8 9"] },
        { "1,11,12\n2,13\n3,14,15,16\n4,17,18,19,20\n", "1", ["1,11,12", "2,13", "3,14,15,16", "4,17,18,19,20"] },
        { "u1\ti1\ti2\nu2\ti3\nu3\ti4\ti5\ti6\nu4\ti7\ti8\ti9\ti1\n", "1", ["u1\ti1\ti2", "u2\ti3", "u3\ti4\ti5\ti6", "u4\ti7\ti8\ti9\ti1"] },
        { "milk,bread,butter\nmilk,bread\nbeer\nbread,butter,milk,beer\nbeer,milk,bread,beer,beer\nmilk,beer\n", "1", ["milk,bread,butter", "milk,bread", "beer", "bread,butter,milk,beer", "beer,milk,bread,beer,beer", "milk,beer"] },
        { "33611 37169 6409\t33128\n33611 37169\t6409\n33611\t37169\n", "2", ["33611 37169 6409|33128", "33611 37169|6409", "33611|37169"] },
        { "review\nGood, really good.\nBad, bad, bad.\n", "review", ["Good, really good.", "Bad, bad, bad."] },
        { "review\n\"Good, \"\"really\"\" good.\"\n\"Bad\n bad.\"\n", "review", ["Good, \"really\" good.", "Bad\n bad."] },
        { "name\nBob Smith\nAnn Miller\n", "name", ["Bob Smith", "Ann Miller"] },
        { "sequence\n1 2 3\n4 5\n", "sequence", ["1 2 3", "4 5"] },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Dialect_IsToldFromTheText(string text, string columns, string[] rows)
    {
        var table = await ReadTable.OneAsync(Encoding.UTF8.GetBytes(text));

        var made = int.TryParse(columns, out var count);
        Assert.Equal(made ? Enumerable.Range(1, count).Select(i => $"column{i}") : columns.Split(','), table.Columns);
        Assert.Equal(!made, table.HasHeader);
        Assert.Equal(rows, table.Lines);
        Assert.Empty(table.Unreadable);
        Assert.Equal(rows, table.Sample.Select(record => string.Join('|', record)));
    }

    [Theory]
    [InlineData("order_id,product_id,quantity\n1,p,2\n")]
    [InlineData("order_id,product_id,quantity\n")]
    [InlineData("name,city\nBob,Berlin\nAnn,Paris\nEve,Rome\n")]
    [InlineData("A,B\n1,2\n")]
    [InlineData("customer_id,city\nc1,Berlin\nc2,Paris\n")]
    [InlineData("event,product\nview,p1\nview,p2\ncart,p1\n")]
    [InlineData("country,2019,2020,2021\nDE,500,600,700\nFR,1,2,5\n")]
    [InlineData("product,2024-01,2024-02\nA,5,7\nB,3,9\n")]
    [InlineData("address1,address2\nMain St 5,flat 2\nHigh St 17,c/o Bob\n")]
    [InlineData("cat,label,review\n书籍,1,做父母一定要有\n书籍,0,作者真有\n")]
    [InlineData("id,email\n1,ann@example.com\n")]
    [InlineData("a,b,c\n,,\nNA,NA,NA\n")]
    [InlineData("day,open,note\n2025-01-01,NA,\n2025-01-02,,x\n")]
    [InlineData("key,value\nkey,value\n1,2\n2,3\n")]
    [InlineData(",Clothing ID,Age,Title\n0,767,33,\n1,1080,34,fine\n")]
    [InlineData("sku;titel;preis\nA-1;Tasse;3,50\nB-2;Teller;12,00\n")]
    [InlineData("Q1 2024,Q2 2024\n5,7\n8,9\n")]
    public async Task Header_IsNeverTakenForData(string text)
    {
        var table = await ReadTable.OneAsync(Encoding.UTF8.GetBytes(text));

        Assert.True(table.HasHeader);
        Assert.Equal(text.Count(c => c == '\n') - 1, table.Rows.Count);
    }

    [Theory]
    [InlineData("1,p,2,3.50\n2,q,1,1\n")]
    [InlineData("1001,2025-01-05,3.5\n")]
    [InlineData("c1,Berlin\nc2,Paris\nc3,Rome\n")]
    [InlineData("ann@example.com,Berlin\nbob@example.com,Paris\n")]
    [InlineData("view,u1,p1\ncart,u2,p7\nview,u3,p9\n")]
    [InlineData("Bread,yes\nScone,no\nBread,no\nTea,yes\n")]
    [InlineData("5e274e7a0c3809e1,sp\n57b2a98a40981200,rj\n0123456789abcdef,mg\n")]
    [InlineData("2025-01-05 10:00:00;Tee\n2025-01-05 11:00:00;Brot\n")]
    [InlineData("书籍,1,做父母一定要有\n书籍,0,作者真有\n")]
    [InlineData("1,NA,\n2,5,x\n3,NA,y\n")]
    [InlineData("2019,2020,2021\n2019,2020,2021\n2018,2019,2020\n5,6,7\n")]
    [InlineData("196\t242\t3\t881250949\n186\t302\t3\t891717742\n")]
    [InlineData("https://shop.example/a,x\nhttps://shop.example/b,y\n")]
    public async Task Data_IsNeverTakenForAHeader(string text)
    {
        var table = await ReadTable.OneAsync(Encoding.UTF8.GetBytes(text));

        Assert.False(table.HasHeader);
        Assert.Equal(text.Count(c => c == '\n'), table.Rows.Count);
        Assert.StartsWith("column1", table.Columns[0], StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("amazon_beauty/Beauty.txt.gz", 22_363, 1, false)]
    [InlineData("yoochoose/train_sessions.txt.gz", 116_167, 1, false)]
    [InlineData("yoochoose/test_prefix_target.tsv.gz", 55_898, 2, false)]
    [InlineData("cdnow/CDNOW_sample.txt.gz", 6_919, 5, false)]
    [InlineData("cdnow/CDNOW_master.txt.gz", 69_659, 4, true)]
    [InlineData("walmart/stores.csv.gz", 45, 3, true)]
    [InlineData("walmart/features.csv.gz", 8_190, 12, true)]
    [InlineData("walmart/train.csv.gz", 421_570, 5, true)]
    [InlineData("online_shoppers/online_shoppers_intention.csv.gz", 12_330, 18, true)]
    [InlineData("reviews/womens_clothing_reviews.csv.gz", 23_486, 11, true)]
    [InlineData("reviews/online_shopping_10_cats.csv.gz", 62_774, 3, true)]
    [InlineData("olist/product_category_name_translation.csv.gz", 71, 2, true)]
    [InlineData("olist/olist_order_reviews_dataset.csv.gz", 8_225, 7, true)]
    public async Task RealFiles_GiveEveryRow(string path, int rows, int columns, bool header)
    {
        var content = await File.ReadAllBytesAsync(Insight.Testing.TestData.Path(path));

        var table = await ReadTable.OneAsync(content, ReadTable.Options(chunkBytes: 2_000_000));

        Assert.Equal((rows, 0, columns, header), (table.Rows.Count, table.Unreadable.Count, table.Columns.Count, table.HasHeader));
    }
}
