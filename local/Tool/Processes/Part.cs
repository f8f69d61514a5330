using System.Diagnostics;

namespace Platform.Tool.Processes;

/// <param name="Name">As people are told of it.</param>
internal sealed record Part(string Name, Process Process);
