using System.Text;

namespace Platform.Inference.Generation.Templates;

/// <summary>A part of a template that writes, or sets a variable.</summary>
/// <returns>How the loop around it goes on.</returns>
internal delegate Flow Statement(Scope scope, StringBuilder output);
