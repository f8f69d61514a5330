using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.MachineLearning;

/// <summary>What the training by schedule is made of.</summary>
/// <param name="Service">Where the newest version of the model lies, which the next one must be better than.</param>
internal sealed record RetrainingArgs(WorkspaceScope Workspace, MachineLearningSettings Settings, JobContext Jobs, Output<string> Service);
