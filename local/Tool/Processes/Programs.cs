namespace Platform.Tool.Processes;

/// <summary>The programs of this repository, where their build lays them.</summary>
internal static class Programs
{
    public static string Server { get; } = Built("Platform.Inference");

    public static string Gateway { get; } = Built("Platform.Gateway");

    public static string Payments { get; } = Built("Platform.Payments");

    public static string Billing { get; } = Built("Platform.Billing");

    public static string Evaluation { get; } = Built("Platform.Evaluation");

    public static string Bench { get; } = Built("Platform.Bench");

    public static string Rehearsal { get; } = Built("Platform.Rehearsal");

    public static string Review { get; } = Repository.At("artifacts", "review", "Platform.Review.dll");

    /// <summary>Those that verbs build and run; <see cref="Review"/> is published besides.</summary>
    public static IReadOnlyList<string> All { get; } = [Server, Gateway, Payments, Billing, Evaluation, Bench, Rehearsal];

    /// <param name="project">By the name of its file.</param>
    public static string Built(string project) => Repository.At("artifacts", "bin", project, "release", $"{project}.dll");
}
