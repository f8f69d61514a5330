using Platform.Review.Rules;

namespace Platform.Review.Report.Rules;

internal interface IRuleFormat
{
    string Write(RuleReport report);
}
