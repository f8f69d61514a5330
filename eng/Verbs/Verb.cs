using System.CommandLine;

namespace Platform.Verbs;

/// <summary>What <c>dotnet platform.cs</c> can be told to do, whichever program does it.</summary>
public sealed record Verb(string Name, string Summary)
{
    public static Verb Up { get; } = new(
        "up", "evaluate both stacks offline, start the gateway of one, the inference server behind it, billing and its console; call them");

    public static Verb Test { get; } = new("test", "build everything and run all tests");

    public static Verb Plan { get; } = new("plan", "print every resource of a stack, without cloud or credentials");

    public static Verb Diff { get; } = new("diff", "show what changes in the cloud, against committed plans; or a preview of Pulumi's own");

    public static Verb Check { get; } = new("check", "hold a stack's plan to the rules; fails on errors and warnings");

    public static Verb Preflight { get; } = new(
        "preflight", "ask Azure, as whoever `az` is signed in as, what the first `pulumi up` would trip over");

    public static Verb Kinds { get; } = new(
        "kinds", "write from npm packages what `check` knows of Azure's kinds and of Kubernetes' objects");

    public static Verb Report { get; } = new(
        "report", "say what a change does to both stacks, for a pull request: differences, rules, cost, picture");

    public static Verb Cost { get; } = new("cost", "estimate what a stack costs in a month; fails if a price is missing");

    public static Verb Prices { get; } = new("prices", "bring list prices up to date from Azure's public price list, and say what changed");

    public static Verb Graph { get; } = new("graph", "draw a stack: resources, the network around them, who calls whom");

    public static Verb Import { get; } = new("import", "print the `pulumi import` line of what is in Azure although its creation failed");

    public static Verb Rehearse { get; } = new(
        "rehearse",
        "rehearse the business in fast motion: customers call, pay and do not pay; gateway, servers, billing and payments on this machine");

    public static Verb Serve { get; } = new("serve", "start the inference server alone");

    public static Verb Model { get; } = new("model", "say of a model's folder what would be served, under which names, and what is wrong");

    public static Verb Train { get; } = new("train", "train a bundled model, or one on data of your own, with this machine's scikit-learn");

    public static Verb Evaluate { get; } = new(
        "evaluate",
        "say whether a candidate is better than the version in service, by what both answer through the server; 3 where it is worse");

    public static Verb Smoke { get; } = new(
        "smoke", "send a prediction to a deployed API, with the key in the environment variable PLATFORM_KEY");

    public static Verb Bench { get; } = new(
        "bench", "measure the inference server against its peers and its limits, about a quarter of an hour");

    /// <summary>Those of people, in the order in which they are listed.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        Up, Test, Plan, Diff, Check, Preflight, Kinds, Report, Cost, Prices, Graph, Import, Rehearse, Serve, Model, Train, Evaluate,
        Smoke, Bench,
    ];

    /// <summary>As a program declares it.</summary>
    /// <param name="takes">Options and arguments, in the order in which help lists them.</param>
    public VerbCommand ToCommand(params IEnumerable<Symbol> takes) => new(this, takes);
}
