namespace Platform.Evaluation;

/// <summary>What is compared, and how.</summary>
/// <param name="Models">The folder of models, where <paramref name="Model"/> has the version in service.</param>
/// <param name="Model">Its name.</param>
/// <param name="Candidate">The folder of a version, or of a model whose highest version counts.</param>
/// <param name="Data">CSV with the features and the truth; for a model that writes texts, prompts or messages as JSON lines.</param>
/// <param name="Label">The column of the truth; null for the only one that is no feature and no group.</param>
/// <param name="Group">A column by whose values both are compared for fairness; null for none.</param>
/// <param name="Seed">Of the resamples and permutations; the same for the same one.</param>
/// <param name="Judge">An address of OpenAI's chat protocol that judges texts; null for none. Its key is in PLATFORM_JUDGE_KEY.</param>
/// <param name="JudgeModel">The model that judges there.</param>
internal sealed record EvaluationOptions(
    string Models, string Model, string Candidate, string Data, string? Label, string? Group, int Seed, Uri? Judge, string? JudgeModel);
