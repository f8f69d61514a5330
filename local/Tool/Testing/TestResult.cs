namespace Platform.Tool.Testing;

/// <param name="Lines">What is said of a project's tests.</param>
internal sealed record TestResult(int Passed, int Failed, int Skipped, IReadOnlyList<string> Lines);
