namespace Platform.Review;

/// <summary>
/// How the command line ends: each thing that a workflow may want to tell apart has a number of its own. 2 is a command line that was not
/// understood.
/// </summary>
internal static class ExitCodes
{
    /// <summary>Something that whoever runs it can mend, and that has no number of its own; or the review itself is at fault.</summary>
    public const int Failed = 1;

    /// <summary>All went well, and there is what <c>--fail-on</c> was to fail on.</summary>
    public const int Found = 3;

    /// <summary>There is nothing to compare with: no such commit, or no history.</summary>
    public const int NoBase = 4;

    /// <summary>A committed plan cannot be read, or is of another schema.</summary>
    public const int UnreadablePlan = 5;

    /// <summary>A file is no preview of Pulumi's, or not a whole one.</summary>
    public const int UnreadablePreview = 6;

    /// <summary>Pulumi's own preview failed: what it wrote is not all there is.</summary>
    public const int FailedPreview = 7;

    /// <summary>A suppression does not count: it names no rule, is expired, or hides nothing.</summary>
    public const int FaultySuppression = 8;

    /// <summary>A cost report is written, and lacks the price of something that is paid for.</summary>
    public const int MissingPrice = 9;

    /// <summary>What a stack's file assumes about its use is not to be understood.</summary>
    public const int FaultyUsage = 10;

    /// <summary>Differences that were to be shown whole do not fit.</summary>
    public const int TooLong = 16;

    /// <summary>The rules were held to the plan, but Azure's types have no definition of some resource at its API version.</summary>
    public const int MissingDefinition = 11;

    /// <summary>A setting that is chosen for a stack's life is another.</summary>
    public const int LifeChoice = 12;

    /// <summary>There is nothing to import under that path, or the program makes its name up.</summary>
    public const int NothingToImport = 13;

    /// <summary>The preflight found what an <c>up</c> would trip over, or could not find out.</summary>
    public const int Obstacles = 14;

    /// <summary>There is no <c>az</c>, or nobody is signed in with it.</summary>
    public const int NotSignedIn = 15;
}
