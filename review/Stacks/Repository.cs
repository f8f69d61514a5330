namespace Platform.Review.Stacks;

/// <summary>The checkout that is reviewed: the folder with <c>Pulumi.yaml</c>.</summary>
internal sealed class Repository
{
    private const string ProjectFileName = SettingsSchema.File;

    private Repository(string root) => Root = root;

    public string Root { get; }

    /// <summary>The stacks that have a file <c>Pulumi.&lt;stack&gt;.yaml</c>, in ordinal order.</summary>
    public IReadOnlyList<string> Stacks
        => [.. Directory.EnumerateFiles(Root, "Pulumi.*.yaml")
            .Select(path => Path.GetFileName(path)["Pulumi.".Length..^".yaml".Length])
            .Order(StringComparer.Ordinal)];

    /// <exception cref="ReviewException">The folder has no <c>Pulumi.yaml</c>.</exception>
    public static Repository At(string root)
        => File.Exists(Path.Combine(root, ProjectFileName))
            ? new Repository(Path.GetFullPath(root))
            : throw new ReviewException($"'{root}' has no {ProjectFileName}; give the repository's folder with --root.");

    /// <summary>Looks upwards from a folder.</summary>
    /// <exception cref="ReviewException">Neither the folder nor any above it has a <c>Pulumi.yaml</c>.</exception>
    public static Repository Around(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, ProjectFileName)))
                return new Repository(at.FullName);
        }

        throw new ReviewException(
            $"Neither '{folder}' nor any folder above it has a {ProjectFileName}; run inside the repository, "
            + "or give its folder with --root.");
    }

    /// <exception cref="ReviewException">The stack has no file, or a file cannot be read; the message lists every problem.</exception>
    public StackConfiguration Configuration(string stack) => Configuration(stack, ProjectFile.Read);

    /// <inheritdoc cref="Configuration(string)"/>
    /// <param name="stack">Its name.</param>
    /// <param name="project">What the project file is about to say.</param>
    public StackConfiguration Configuration(string stack, string project) => Configuration(stack, path => ProjectFile.Parse(path, project));

    private StackConfiguration Configuration(string stack, Func<string, ProjectFile> project)
    {
        var file = Path.Combine(Root, $"Pulumi.{stack}.yaml");
        if (!Stacks.Contains(stack))
            throw new ReviewException($"There is no stack '{stack}': {Root} has {Existing()}. Create one with: pulumi stack init {stack}");
        return StackFile.Read(file, stack).With(project(Path.Combine(Root, ProjectFileName)));
    }

    private string Existing()
        => Stacks is [] ? "no Pulumi.<stack>.yaml" : $"the stacks {string.Join(", ", Stacks.Select(stack => $"'{stack}'"))}";
}
