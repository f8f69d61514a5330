using Pulumi;

namespace Platform.Review.Tests.Plans;

internal sealed class Component(string name, ComponentResourceOptions? options = null)
    : ComponentResource("test:index:Component", name, options);
