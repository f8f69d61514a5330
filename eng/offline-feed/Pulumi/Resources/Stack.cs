using System.Reflection;

namespace Pulumi;

/// <summary>The root of a program's resources; its [Output] properties are the stack's outputs.</summary>
public class Stack : ComponentResource
{
    internal const string ResourceType = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(ResourceType, $"{Deployment.Instance.ProjectName}-{Deployment.Instance.StackName}", Converted(options))
        => Deployment.InternalInstance.Stack = this;

    internal void RegisterPropertyOutputs()
    {
        var outputs = OwnOutputs();
        var unassigned = outputs.Where(output => output.Value is null).Select(output => output.Key).ToArray();
        if (unassigned.Length > 0)
            throw new RunException(
                $"Output(s) '{string.Join(", ", unassigned)}' have no value assigned. "
                + "[Output] attributed properties must be assigned inside Stack constructor.");
        var wrong = outputs.Where(output => output.Value is not IOutput).Select(output => output.Key).ToArray();
        if (wrong.Length > 0)
            throw RunException.OutputsHaveIncorrectType(wrong);
        RegisterOutputs(outputs);
    }

    private Dictionary<string, object?> OwnOutputs()
        => (from property in GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            let attribute = property.GetCustomAttribute<OutputAttribute>()
            where attribute is not null && property.DeclaringType?.IsAssignableFrom(typeof(Stack)) != true
            select KeyValuePair.Create(attribute.Name ?? property.Name, property.GetValue(this))).ToDictionary();

    private static ComponentResourceOptions? Converted(StackOptions? options) => options is null ? null : new ComponentResourceOptions
    {
        ResourceTransformations = options.ResourceTransformations,
        ResourceTransforms = options.ResourceTransforms,
    };
}
