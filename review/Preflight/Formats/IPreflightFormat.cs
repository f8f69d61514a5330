namespace Platform.Review.Preflight.Formats;

internal interface IPreflightFormat
{
    string Write(PreflightReport report);
}
