namespace Insight.Recommendations;

/// <summary>
/// Finds for products of which little is known the products of which more is known that are most alike: .35 for one category, .35 × cosine of the titles' words (weighted by how rare
/// they are), .15 for one brand, and .15 × the smaller over the larger price where any of the others agrees. What either product does not say adds nothing.
/// </summary>
internal sealed class KinFinder
{
    /// <summary>Products with fewer interactions are those of which little is known.</summary>
    public const int KnownFrom = 3;

    private const int MaxKin = 5;
    private const float CategoryWeight = 0.35f, TitleWeight = 0.35f, BrandWeight = 0.15f, PriceWeight = 0.15f;

    /// <summary>Less than this is likeness by accident.</summary>
    private const float MinSimilarity = 0.15f;

    /// <summary>Words of more titles than this find nobody, but still count once found; of a category or brand as many products are looked at, the most popular.</summary>
    private const int MaxPostings = 500;

    private readonly IReadOnlyList<CatalogProduct> _products;
    private readonly List<(int Word, float Weight)>[] _titles;
    private readonly Dictionary<int, List<int>> _byWord = [];
    private readonly Dictionary<int, List<int>> _byCategory = [];
    private readonly Dictionary<int, List<int>> _byBrand = [];
    private readonly CatalogLookup _lookup;

    private KinFinder(IReadOnlyList<CatalogProduct> products, Func<int, bool> isKnown)
    {
        (_products, _lookup) = (products, new CatalogLookup(products));
        _titles = Titles(products);
        foreach (var product in _lookup.ByPopularity)
        {
            if (products[product].Active && isKnown(product))
            {
                Post(_byCategory, _lookup.Categories[product], product);
                Post(_byBrand, _lookup.Brands[product], product);
                foreach (var (word, _) in _titles[product])
                {
                    Post(_byWord, word, product, MaxPostings + 1);
                }
            }
        }
    }

    /// <summary>The same products, those of which little is known with their kin.</summary>
    /// <param name="interactions">How often anybody had to do with each.</param>
    public static IReadOnlyList<CatalogProduct> Join(IReadOnlyList<CatalogProduct> products, IReadOnlyList<long> interactions, CancellationToken cancellationToken = default)
    {
        var finder = new KinFinder(products, product => interactions[product] >= KnownFrom);
        var joined = products.ToArray();
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, joined.Length, parallel, i =>
        {
            if (interactions[i] < KnownFrom && finder.Find(i) is { Count: > 0 } kin)
            {
                joined[i] = products[i] with { Kin = kin };
            }
        });
        return joined;
    }

    private List<Kin> Find(int product)
    {
        var candidates = new HashSet<int>();
        Look(_byCategory, _lookup.Categories[product]);
        Look(_byBrand, _lookup.Brands[product]);
        foreach (var (word, _) in _titles[product])
        {
            if (_byWord.TryGetValue(word, out var found) && found.Count <= MaxPostings)
            {
                candidates.UnionWith(found);
            }
        }

        candidates.Remove(product);
        return [.. candidates.Select(other => new Kin(other, Similarity(product, other))).Where(kin => kin.Similarity >= MinSimilarity)
            .OrderByDescending(kin => kin.Similarity).ThenBy(kin => kin.Product).Take(MaxKin)];

        void Look(Dictionary<int, List<int>> postings, int key)
        {
            if (postings.TryGetValue(key, out var found))
            {
                candidates.UnionWith(found);
            }
        }
    }

    private float Similarity(int a, int b)
    {
        var alike = (Same(_lookup.Categories) ? CategoryWeight : 0) + (Same(_lookup.Brands) ? BrandWeight : 0) + (TitleWeight * Cosine(_titles[a], _titles[b]));
        return alike > 0 && _products[a].Price is > 0 and var one && _products[b].Price is > 0 and var other
            ? Math.Min(1, alike + (PriceWeight * (float)(Math.Min(one, other) / Math.Max(one, other))))
            : Math.Min(1, alike);

        bool Same(int[] kinds) => kinds[a] >= 0 && kinds[a] == kinds[b];
    }

    private static float Cosine(List<(int Word, float Weight)> a, List<(int Word, float Weight)> b)
    {
        var sum = 0f;
        for (int i = 0, k = 0; i < a.Count && k < b.Count;)
        {
            if (a[i].Word == b[k].Word)
            {
                sum += a[i++].Weight * b[k++].Weight;
            }
            else if (a[i].Word < b[k].Word)
            {
                i++;
            }
            else
            {
                k++;
            }
        }

        return sum;
    }

    /// <summary>Each title's words in ascending order, with weights of length 1: idf = ln(1 + N / n).</summary>
    private static List<(int Word, float Weight)>[] Titles(IReadOnlyList<CatalogProduct> products)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var titles = new List<int>[products.Count];
        for (var i = 0; i < titles.Length; i++)
        {
            titles[i] = [.. Words(products[i].Title).Select(word => numbers.TryGetValue(word, out var number) ? number : numbers[word] = numbers.Count).Distinct().Order()];
        }

        var counts = new int[numbers.Count];
        foreach (var word in titles.SelectMany(title => title))
        {
            counts[word]++;
        }

        return [.. titles.Select(title =>
        {
            var idf = title.Select(word => Math.Log(1 + ((double)products.Count / counts[word]))).ToList();
            var length = Math.Sqrt(idf.Sum(weight => weight * weight));
            return title.Zip(idf, (word, weight) => (word, (float)(weight / length))).ToList();
        })];
    }

    private static IEnumerable<string> Words(string? title)
    {
        var start = -1;
        for (var i = 0; i <= (title?.Length ?? 0); i++)
        {
            var inside = i < title?.Length && char.IsLetterOrDigit(title[i]);
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                if (i - start > 1)
                {
                    yield return title![start..i].ToLowerInvariant(); // a word began in it
                }

                start = -1;
            }
        }
    }

    private static void Post(Dictionary<int, List<int>> postings, int key, int product, int limit = MaxPostings)
    {
        if (key < 0)
        {
            return;
        }

        if (!postings.TryGetValue(key, out var list))
        {
            postings[key] = list = [];
        }

        if (list.Count < limit)
        {
            list.Add(product);
        }
    }
}
