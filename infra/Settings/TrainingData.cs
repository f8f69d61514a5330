namespace Platform.Infra.Settings;

/// <summary>What a model is trained on.</summary>
/// <param name="Rows">A CSV file of <c>app/training</c>.</param>
/// <param name="Beside">Files that go with it: a card, and <c>MLTable</c>, which makes a table of it.</param>
/// <param name="Licence">As the data asset says it.</param>
internal sealed record TrainingData(string Rows, string[] Beside, string Licence);
