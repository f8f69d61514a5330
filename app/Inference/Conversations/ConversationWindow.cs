using Platform.Inference.Generation;
using Platform.Inference.Generation.Templates;

namespace Platform.Inference.Conversations;

/// <summary>What of a conversation a model can look back on: whole turns, the last ones, after what it was told first.</summary>
internal static class ConversationWindow
{
    /// <summary>Of a window, what is left for an answer whose length the caller does not say.</summary>
    private const int PartForAnswer = 4;

    /// <param name="messages">All, the caller's last one at the end.</param>
    /// <param name="generator">The model.</param>
    /// <param name="answer">Tokens that the answer may have; null where the caller does not say.</param>
    /// <returns>What is kept, and how many turns are not.</returns>
    public static (ChatMessage[] Kept, int Dropped) Cut(IReadOnlyList<ChatMessage> messages, TextGenerator generator, int? answer)
    {
        var room = generator.Window - (answer ?? generator.Window / PartForAnswer);
        var head = messages.TakeWhile(message => message.Role == "system").ToArray();
        var turns = Turns(messages.Skip(head.Length));
        for (var dropped = 0; ; dropped++)
        {
            ChatMessage[] kept = [.. head, .. turns.Skip(dropped).SelectMany(turn => turn)];
            // What does not fit even so is refused with its numbers where it is asked
            if (dropped + 1 >= turns.Count || generator.Tokenizer.EncodeTemplate(generator.Template!.Render(kept)).Length <= room)
                return (kept, dropped);
        }
    }

    /// <summary>Each begins with a message of the caller.</summary>
    private static List<List<ChatMessage>> Turns(IEnumerable<ChatMessage> messages)
    {
        var turns = new List<List<ChatMessage>>();
        foreach (var message in messages)
        {
            if (turns.Count == 0 || message.Role == "user")
                turns.Add([]);
            turns[^1].Add(message);
        }

        return turns;
    }
}
