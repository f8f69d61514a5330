namespace Platform.Rehearsal.Cast;

/// <summary>What a customer is there to show.</summary>
internal enum Habit
{
    /// <summary>Calls until the month's quota is used up, faster than the tier allows.</summary>
    UsesUp,

    /// <summary>Goes up a tier in the middle of a month, and down again at a period's end.</summary>
    Changes,

    /// <summary>The bank refuses until the customer is suspended; then another one pays, and calls are answered again.</summary>
    PaysLate,

    /// <summary>Never pays, and is given up.</summary>
    NeverPays,

    /// <summary>Pays, and gets a part of it back.</summary>
    IsRefunded,

    /// <summary>Calls and pays.</summary>
    Steady,
}
