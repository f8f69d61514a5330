using Platform.Inference.Json;

namespace Platform.Inference.Conversations;

/// <summary>What is said of conversations.</summary>
internal static class ConversationJson
{
    public static void Write(Conversation conversation, bool withMessages, PooledBytes target)
    {
        target.Append("{\"id\":"u8);
        target.AppendString(conversation.Id);
        target.Append(",\"object\":\"conversation\",\"model\":"u8);
        target.AppendString(conversation.Model);
        target.Append(",\"created\":"u8);
        target.AppendInteger(conversation.Created);
        target.Append(",\"expires_at\":"u8);
        target.AppendInteger(conversation.Expires);
        if (withMessages)
            WriteMessages(conversation, target);
        target.Append((byte)'}');
    }

    public static void WriteList(IReadOnlyList<Conversation> conversations, PooledBytes target)
    {
        target.Append("{\"object\":\"list\",\"data\":["u8);
        for (var i = 0; i < conversations.Count; i++)
        {
            if (i > 0)
                target.Append((byte)',');
            Write(conversations[i], withMessages: false, target);
        }

        target.Append("]}"u8);
    }

    public static void WriteDeleted(string id, PooledBytes target)
    {
        target.Append("{\"id\":"u8);
        target.AppendString(id);
        target.Append(",\"object\":\"conversation.deleted\",\"deleted\":true}"u8);
    }

    private static void WriteMessages(Conversation conversation, PooledBytes target)
    {
        target.Append(",\"messages\":["u8);
        for (var i = 0; i < conversation.Messages.Count; i++)
        {
            target.Append(i == 0 ? "{\"role\":"u8 : ",{\"role\":"u8);
            target.AppendString(conversation.Messages[i].Role);
            target.Append(",\"content\":"u8);
            target.AppendString(conversation.Messages[i].Content);
            target.Append((byte)'}');
        }

        target.Append((byte)']');
    }
}
