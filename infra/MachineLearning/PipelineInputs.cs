using System.Collections.Immutable;
using Platform.Infra.Components;

namespace Platform.Infra.MachineLearning;

/// <summary>Inputs of a pipeline's node.</summary>
internal static class PipelineInputs
{
    /// <summary>Values, all of them as texts, and references to what other nodes give.</summary>
    public static ImmutableDictionary<string, object> Literals(IEnumerable<(string Name, string Value)> inputs)
        => ArmTemplate.Map([
            .. inputs.Select(input => (
                input.Name, (object)ArmTemplate.Map(("job_input_type", "literal"), ("value", input.Value)))),
        ]);
}
