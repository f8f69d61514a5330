namespace Platform.Review.Types;

/// <summary>Where in a resource's inputs something is.</summary>
/// <param name="Path">As a plan has it: <c>locations[0].location</c>.</param>
/// <param name="Pattern">For all items at once: <c>locations[].location</c>.</param>
internal readonly record struct Place(string Path, string Pattern)
{
    public static Place Root { get; } = new("", "");

    public Place Member(string name) => new(Below(Path, name), Below(Pattern, name));

    /// <summary>What a map has under a key.</summary>
    public Place Entry(string key) => new(Below(Path, key), Below(Pattern, "*"));

    public Place Item(int index) => new($"{Path}[{index}]", $"{Pattern}[]");

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
