namespace Platform.Infra.Settings;

/// <param name="LogWorkspace">A Log Analytics workspace that is there, in the stack's region; null where the stack makes its own.</param>
/// <param name="DailyLogCapGigabytes">Ingestion stops for the day beyond it; protects the bill, not the logs.</param>
/// <param name="BudgetStart">
/// First day of a month, as yyyy-MM-01, from the current one to a year ahead: Azure refuses an older one when it creates the budget, and
/// later changes are ignored. Empty: the month in which the stack is first deployed.
/// https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update
/// </param>
internal sealed record ObservabilitySettings(
    IReadOnlyList<string> AlertEmails, ResourceReference? LogWorkspace, int LogRetentionDays, int DailyLogCapGigabytes, int MonthlyBudget,
    string BudgetStart)
{
    private const int DefaultRetentionDays = 90;
    private const int DefaultDailyCapGigabytes = 10;

    public static ObservabilitySettings Read(SettingsReader settings)
    {
        var read = new ObservabilitySettings(
            settings.Texts(
                new("alertEmails", "Who is told when an alert fires or the budget runs out"),
                "a list of one e-mail address or more", EmailAddress.IsValid, null, "oncall@example.com"),
            ResourceReference.Read(
                settings,
                new(
                    "logWorkspaceId",
                    "Id of a Log Analytics workspace in the stack's region that takes the platform's logs; empty for one of its own"),
                "a Log Analytics workspace", "Microsoft.OperationalInsights/workspaces"),
            settings.Whole(new("logRetentionDays", "How long logs can be queried, {range} days"), DefaultRetentionDays, min: 30, max: 730),
            settings.Whole(
                new("logDailyCapGigabytes", "Log ingestion stops for the day beyond it, {range} GB"),
                DefaultDailyCapGigabytes, min: 1, max: 1000),
            settings.Whole(
                new(
                    "budgetMonthly",
                    "Monthly budget in the subscription's currency; warns at 80 % and 100 %, and when the forecast passes it"),
                1000, min: 1, max: 10_000_000),
            settings.Text(
                new(
                    "budgetStart",
                    "First day of the budget's first month, not in the past; empty for the month of the first deployment; later "
                    + "changes are ignored"),
                "the first day of a month, such as 2026-11-01, or nothing", IsFirstOfMonth, "", "2026-11-01"));
        if (read.LogWorkspace is not null)
            read.CheckGivenWorkspace(settings);
        return read;
    }

    // Both are the workspace's own, and whoever made it decided
    private void CheckGivenWorkspace(SettingsReader settings)
    {
        void Unused(string key, int given, int standard)
        {
            if (given != standard)
                settings.Reject(
                    key, $"{given}", $"nothing, as platform:logWorkspaceId is set and that workspace has its own", settings.Remove(key));
        }

        Unused("logRetentionDays", LogRetentionDays, DefaultRetentionDays);
        Unused("logDailyCapGigabytes", DailyLogCapGigabytes, DefaultDailyCapGigabytes);
    }

    private static bool IsFirstOfMonth(string value)
        => value is "" || DateOnly.TryParseExact(value, "yyyy-MM-dd", out var day) && day.Day == 1;
}
