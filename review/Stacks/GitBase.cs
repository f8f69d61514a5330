namespace Platform.Review.Stacks;

/// <summary>What is compared with.</summary>
/// <param name="Commit">Its full hash.</param>
/// <param name="Name">What it was asked for as: a branch, a tag, <c>HEAD</c>.</param>
internal sealed record GitBase(string Commit, string Name)
{
    public override string ToString() => $"{Commit[..Math.Min(7, Commit.Length)]} ({Name})";
}
