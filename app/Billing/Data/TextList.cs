using Dapper;

namespace Platform.Billing.Data;

/// <summary>A list of texts for <c>IN</c>, one parameter each: Dapper's own form of it differs between the two databases.</summary>
internal static class TextList
{
    extension(DynamicParameters parameters)
    {
        /// <summary>Adds the texts.</summary>
        /// <returns>The SQL after <c>IN</c>.</returns>
        public string AddList(IReadOnlyCollection<string> texts)
        {
            var names = texts.Select((text, index) =>
            {
                parameters.Add($"item{index}", text);
                return $"@item{index}";
            });
            return $"({string.Join(", ", names)})";
        }
    }
}
