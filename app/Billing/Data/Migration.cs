using System.Globalization;
using System.Reflection;

namespace Platform.Billing.Data;

/// <summary>One numbered step of the schema; applied once, and never changed after it was released.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    public string Sha256 { get; } = TextHash.Of(Sql);

    /// <summary>Those for a kind of database, ascending.</summary>
    public static IReadOnlyList<Migration> For(string kind)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. from name in assembly.GetManifestResourceNames()
               where name.EndsWith(".sql", StringComparison.Ordinal)
               let parts = name.Split('.')
               where parts.Length == 2 || parts[1] == kind
               orderby name
               select new Migration(int.Parse(name[..4], CultureInfo.InvariantCulture), name, Read(assembly, name)),
        ];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
