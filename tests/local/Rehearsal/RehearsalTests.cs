using Platform.Rehearsal.Commands;
using Platform.Rehearsal.Findings;
using Platform.Rehearsal.Parts;
using Platform.Rehearsal.Play;

namespace Platform.Rehearsal.Tests;

/// <summary>A few days with real processes; months are <c>dotnet platform.cs rehearse</c>.</summary>
public sealed class RehearsalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rehearsal-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Play_WithFaults_BillsEachAnsweredCallOnceAndChargesNobodyTwice(string database)
    {
        Skip.If(
            database == "postgres" && !Directory.Exists("/usr/lib/postgresql/15/bin"),
            "PostgreSQL 15 is tried with Debian's (apt-get install postgresql-15)");
        var options = new RehearsalOptions(DevPlan.Write(_folder.FullName), 1, 6, true, database, null, 7, Days: 3, Kills: 12);

        await using var stage = await Stage.SetAsync(options, default);
        using var director = new Director(stage, options);
        await director.PlayAsync(default);
        var report = await new Inspector(stage, director).ReportAsync(default);

        Assert.Equal([], report.Findings.Where(finding => !finding.Holds));
        var all = report.Tiers[^1];
        Assert.Equal(("all", 12), (all.Tier, director.Killer.Servers + director.Killer.Billing));
        Assert.True(all is { Answered: > 100, TooFast: > 0, QuotaUsedUp: > 0, KeyRefused: 0, CapturedMicros: > 0 }, all.ToString());
        Assert.Equal(all.Metered, all.BilledCalls);
    }

    [Theory]
    [InlineData("--months 0", "--months is '0'; allowed: 1 to 24\n")]
    [InlineData("--customers 501", "--customers is '501'; allowed: 1 to 500\n")]
    [InlineData("--database oracle", "--database is 'oracle'; allowed: sqlite, postgres\n")]
    public async Task Run_WithAWrongOption_SaysWhatIsAllowed(string option, string expected)
    {
        using var errors = new StringWriter { NewLine = "\n" };

        var code = await RehearsalCommand.RunAsync(["rehearse", "--plan", "plan.json", .. option.Split(' ')], TextWriter.Null, errors);

        Assert.Equal((2, expected), (code, errors.ToString()));
    }
}
