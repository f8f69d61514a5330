using Platform.Review.Preflight;

namespace Platform.Review.Report.Preflight;

internal interface IPreflightFormat
{
    string Write(PreflightReport report);
}
