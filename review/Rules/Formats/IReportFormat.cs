namespace Platform.Review.Rules.Formats;

internal interface IReportFormat
{
    string Write(RuleReport report);
}
