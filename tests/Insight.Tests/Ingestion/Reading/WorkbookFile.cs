using System.Globalization;
using System.Security;
using System.Text;

namespace Insight.Tests.Ingestion.Reading;

/// <summary>A minimal .xlsx: cells as they stand in a sheet's XML, so that a test says which kind of cell it means.</summary>
internal sealed class WorkbookFile
{
    private readonly List<string> _shared = [];
    private readonly List<(string Name, string Rows)> _sheets = [];

    /// <summary>Styles of number formats 0 General, 14 date, 22 date and time, 20 time, 10 percent.</summary>
    private const string Styles = """
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>
        <cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>
        <cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/><xf numFmtId="20" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>
        """;

    public static string Inline(string text) => $"t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is>";

    public static string Number(double value, int style = 0) => string.Create(CultureInfo.InvariantCulture, $"s=\"{style}\"><v>{value:R}</v>");

    public static string Date(DateTime value, int style = 1) => Number(value.ToOADate(), style);

    public static string Flag(bool value) => $"t=\"b\"><v>{(value ? 1 : 0)}</v>";

    public static string Error(string value) => $"t=\"e\"><v>{value}</v>";

    public static string FormulaText(string formula, string cached) => $"t=\"str\"><f>{SecurityElement.Escape(formula)}</f><v>{SecurityElement.Escape(cached)}</v>";

    public static string FormulaNumber(string formula, double cached) => string.Create(CultureInfo.InvariantCulture, $"><f>{SecurityElement.Escape(formula)}</f><v>{cached:R}</v>");

    /// <summary>A text kept in the list that all sheets share.</summary>
    public string Text(string text)
    {
        _shared.Add(text);
        return string.Create(CultureInfo.InvariantCulture, $"t=\"s\"><v>{_shared.Count - 1}</v>");
    }

    public string[] Texts(params ReadOnlySpan<string> texts)
    {
        var cells = new string[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            cells[i] = Text(texts[i]);
        }

        return cells;
    }

    /// <summary>Null is a row that is not there, an empty cell a cell that is not there.</summary>
    public WorkbookFile Sheet(string name, params IEnumerable<string[]?> rows)
    {
        var xml = new StringBuilder();
        foreach (var (row, index) in rows.Select((row, index) => (row, index)))
        {
            if (row is not null)
            {
                var cells = row.Select((cell, column) => cell.Length == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + column)}{index + 1}\" {cell}</c>"));
                xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{index + 1}\">{string.Concat(cells)}</row>");
            }
        }

        _sheets.Add((name, xml.ToString()));
        return this;
    }

    public byte[] ToArray()
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string package = "http://schemas.openxmlformats.org/package/2006";
        var numbers = Enumerable.Range(1, _sheets.Count).ToList();
        List<(string, string)> entries =
        [
            ("[Content_Types].xml", $"""<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""),
            ("_rels/.rels", $"""<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            ("xl/workbook.xml", $"""<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{string.Concat(numbers.Select(n => $"<sheet name=\"{_sheets[n - 1].Name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"))}</sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{package}/relationships">{string.Concat(numbers.Select(n => $"<Relationship Id=\"rId{n}\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))}<Relationship Id="rIdS" Type="{relations}/styles" Target="styles.xml"/><Relationship Id="rIdT" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""),
            ("xl/styles.xml", Styles),
            ("xl/sharedStrings.xml", $"""<sst xmlns="{main}">{string.Concat(_shared.Select(text => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></si>"))}</sst>"""),
            .. numbers.Select(n => ($"xl/worksheets/sheet{n}.xml", $"""<worksheet xmlns="{main}"><sheetData>{_sheets[n - 1].Rows}</sheetData></worksheet>""")),
        ];
        return ZipFile.Of(entries.ToArray().AsSpan());
    }
}
