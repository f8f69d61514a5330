using System.Data.Common;
using Azure.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Generation.Templates;
using Platform.Inference.Settings;

namespace Platform.Inference.Conversations;

/// <summary>Keeps conversations in SQLite or PostgreSQL, by one text of SQL for both. Nobody but its owner sees or changes one.</summary>
internal sealed partial class ConversationStore(
    IOptions<ConversationOptions> options, TimeProvider time, ILogger<ConversationStore> logger) : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS conversation (
            id TEXT PRIMARY KEY, owner TEXT NOT NULL, model TEXT NOT NULL, created BIGINT NOT NULL, expires BIGINT NOT NULL);
        CREATE INDEX IF NOT EXISTS conversation_owner ON conversation (owner, created);
        CREATE INDEX IF NOT EXISTS conversation_expires ON conversation (expires);
        CREATE TABLE IF NOT EXISTS message (
            conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE, n BIGINT NOT NULL, role TEXT NOT NULL, content TEXT NOT NULL,
            PRIMARY KEY (conversation, n));
        CREATE TABLE IF NOT EXISTS conversation_answer (
            conversation TEXT PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE, claim TEXT NOT NULL, until BIGINT NOT NULL);
        """;

    /// <summary>Of an answer whose server died: whether the next one may be made.</summary>
    private static readonly TimeSpan _longestAnswer = TimeSpan.FromMinutes(10);

    private const string Select = "SELECT id, model, created, expires FROM conversation";

    /// <summary>What is kept instead of U+0000, which PostgreSQL has in no text.</summary>
    private const char Unkept = '\uFFFD';

    /// <summary>Servers of one database that start together make the tables one after the other.</summary>
    private const string Alone = "SELECT pg_advisory_xact_lock(7163527284118)";

    private DbDataSource? _source;

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    private long Expiry => Now + (options.Value.Days * 86_400L);

    /// <summary>Makes the tables where they are missing.</summary>
    /// <exception cref="SettingException">The database cannot be opened.</exception>
    public void Open()
    {
        try
        {
            _source = SourceOf(options.Value.Database);
            using var connection = _source.OpenConnection();
            var isFile = connection is SqliteConnection;
            if (isFile)
                Execute(connection, "PRAGMA journal_mode = WAL");
            using var transaction = connection.BeginTransaction();
            Execute(connection, isFile ? Schema : $"{Alone}; {Schema}");
            transaction.Commit();
        }
        catch (Exception exception) when (exception is DbException or ArgumentException or AuthenticationFailedException)
        {
            throw new SettingException(
                $"{ConversationOptions.Section}:{nameof(ConversationOptions.Database)}", "(not shown)",
                $"a database that can be opened, by Data Source=FILE or Host=…;Database=…;Username=…: {exception.Message}");
        }
    }

    public void Dispose() => _source?.Dispose();

    /// <param name="owner">The caller's subscription.</param>
    /// <param name="model">Which answers.</param>
    /// <param name="system">What it is told first; null for nothing.</param>
    /// <param name="most">Conversations that the owner may have.</param>
    /// <exception cref="ProtocolException">409: he has as many.</exception>
    public async Task<Conversation> CreateAsync(string owner, string model, string? system, int most)
    {
        await using var connection = await ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, "DELETE FROM conversation WHERE expires <= @now", ("now", Now));
        if (await CountAsync(connection, "SELECT COUNT(*) FROM conversation WHERE owner = @owner", ("owner", owner)) >= most)
            throw new ProtocolException(
                Fault.Conflict, $"there are {most} conversations already, which is as many as there may be; delete some");
        var made = new Conversation($"conv-{Guid.CreateVersion7():N}", model, Now, Expiry);
        await RunAsync(
            connection, "INSERT INTO conversation (id, owner, model, created, expires) VALUES (@id, @owner, @model, @created, @expires)",
            ("id", made.Id), ("owner", owner), ("model", model), ("created", made.Created), ("expires", made.Expires));
        if (system is not null)
            await AddAsync(connection, made.Id, 1, new ChatMessage("system", system));
        await transaction.CommitAsync();
        return made;
    }

    /// <summary>The newest first, without their messages.</summary>
    public async Task<List<Conversation>> ListAsync(string owner, int most)
    {
        await using var connection = await ConnectAsync();
        return await ReadAsync(
            connection, $"{Select} WHERE owner = @owner AND expires > @now ORDER BY created DESC, id DESC LIMIT @most",
            ReadConversation, ("owner", owner), ("now", Now), ("most", (long)most));
    }

    /// <returns>Null where the owner has none of this id.</returns>
    public async Task<Conversation?> FindAsync(string owner, string id)
    {
        await using var connection = await ConnectAsync();
        var found = await ReadAsync(
            connection, $"{Select} WHERE id = @id AND owner = @owner AND expires > @now",
            ReadConversation, ("id", id), ("owner", owner), ("now", Now));
        return found is not [var conversation] ? null : conversation with
        {
            Messages = await ReadAsync(
                connection, "SELECT role, content FROM message WHERE conversation = @id ORDER BY n",
                row => new ChatMessage(row.GetString(0), row.GetString(1)), ("id", id)),
        };
    }

    /// <summary>One answer is made at a time, whichever server makes it: of two, one would be made for nothing.</summary>
    /// <returns>What <see cref="ReleaseAsync"/> takes; null where the owner has none of this id.</returns>
    /// <exception cref="ProtocolException">409: an answer is being made.</exception>
    public async Task<string?> ClaimAsync(string owner, string id)
    {
        var claim = $"{Guid.CreateVersion7():N}";
        await using var connection = await ConnectAsync();
        var claimed = await RunAsync(
            connection,
            """
            INSERT INTO conversation_answer (conversation, claim, until) SELECT id, @claim, @until FROM conversation
            WHERE id = @id AND owner = @owner AND expires > @now
            ON CONFLICT (conversation) DO UPDATE SET claim = excluded.claim, until = excluded.until WHERE conversation_answer.until <= @now
            """,
            ("id", id), ("owner", owner), ("claim", claim), ("until", Now + (long)_longestAnswer.TotalSeconds), ("now", Now));
        if (claimed == 1)
            return claim;
        return await FindAsync(owner, id) is null ? null : throw new ProtocolException(
            Fault.Conflict, $"conversation '{id}' is being answered; wait for that answer, and ask again");
    }

    public async Task ReleaseAsync(string claim)
    {
        await using var connection = await ConnectAsync();
        await RunAsync(connection, "DELETE FROM conversation_answer WHERE claim = @claim", ("claim", claim));
    }

    /// <summary>Adds what was said and answered, both or neither.</summary>
    /// <param name="conversation">As it was found.</param>
    /// <param name="messages">To be added.</param>
    /// <exception cref="ProtocolException">409: something else has been added, or it has been deleted, meanwhile.</exception>
    public async Task AppendAsync(Conversation conversation, params ChatMessage[] messages)
    {
        await using var connection = await ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            var there = await RunAsync(
                connection, "UPDATE conversation SET expires = @expires WHERE id = @id", ("expires", Expiry), ("id", conversation.Id));
            for (var i = 0; there > 0 && i < messages.Length; i++)
                await AddAsync(connection, conversation.Id, conversation.Messages.Count + i + 1, messages[i]);
            if (there > 0)
                await transaction.CommitAsync();
            else
                throw Changed(conversation.Id);
        }
        catch (DbException exception) when (exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }
            or SqliteException { SqliteErrorCode: 19 })
        {
            throw Changed(conversation.Id, exception);
        }
    }

    /// <returns>Whether the owner had one of this id.</returns>
    public async Task<bool> DeleteAsync(string owner, string id)
    {
        await using var connection = await ConnectAsync();
        return await RunAsync(connection, "DELETE FROM conversation WHERE id = @id AND owner = @owner", ("id", id), ("owner", owner)) > 0;
    }

    private static ProtocolException Changed(string id, Exception? cause = null) => new(
        Fault.Conflict, $"conversation '{id}' was changed while the answer was made; read it, and ask again", cause);

    private static DbDataSource SourceOf(string database)
    {
        if (database.TrimStart().StartsWith("Data Source", StringComparison.OrdinalIgnoreCase))
            return SqliteFactory.Instance.CreateDataSource(database);
        return EntraPassword.IsFor(new NpgsqlConnectionStringBuilder(database))
            ? EntraPassword.Open(database, new DefaultAzureCredential())
            : NpgsqlDataSource.Create(database);
    }

    private static void Execute(DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    /// <exception cref="RefusedException">The database does not answer.</exception>
    private async Task<DbConnection> ConnectAsync()
    {
        try
        {
            var connection = await _source!.OpenConnectionAsync();
            if (connection is SqliteConnection)
                await RunAsync(connection, "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000");
            return connection;
        }
        catch (Exception exception) when (exception is DbException or AuthenticationFailedException)
        {
            LogUnreachable(exception);
            throw new RefusedException("the database of conversations does not answer; try again later");
        }
    }

    private static Task<int> AddAsync(DbConnection connection, string id, long number, ChatMessage message) => RunAsync(
        connection, "INSERT INTO message (conversation, n, role, content) VALUES (@id, @n, @role, @content)",
        ("id", id), ("n", number), ("role", message.Role), ("content", message.Content.Replace('\0', Unkept)));

    private static DbCommand Command(DbConnection connection, string text, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static Conversation ReadConversation(DbDataReader row)
        => new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3));

    private static async Task<int> RunAsync(DbConnection connection, string text, params (string, object)[] values)
    {
        await using var command = Command(connection, text, values);
        return await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(DbConnection connection, string text, params (string, object)[] values)
    {
        await using var command = Command(connection, text, values);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<List<T>> ReadAsync<T>(
        DbConnection connection, string text, Func<DbDataReader, T> read, params (string, object)[] values)
    {
        await using var command = Command(connection, text, values);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await rows.ReadAsync())
            found.Add(read(rows));
        return found;
    }

    [LoggerMessage(72, LogLevel.Error, "The database of conversations does not answer")]
    private partial void LogUnreachable(Exception exception);
}
