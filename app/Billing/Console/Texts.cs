using Platform.Billing.Console.Models;

namespace Platform.Billing.Console;

/// <summary>Everything that the console says, in one place: plain English, which a second-language reader gets at once.</summary>
internal static class Texts
{
    public const string Brand = "Platform";
    public const string SkipToContent = "Skip to content";

    // Names of pages
    public const string Plans = "Plans and prices";
    public const string Overview = "Overview";
    public const string Try = "Try";
    public const string Chat = "Chat";
    public const string Keys = "Keys";
    public const string Plan = "Plan";
    public const string Billing = "Billing";
    public const string Data = "Data";
    public const string Limits = "Limits";
    public const string Account = "Account";
    public const string Operator = "Operator";
    public const string SignIn = "Sign in";
    public const string SignUp = "Sign up";
    public const string SignOut = "Sign out";

    // Meters
    public const string Calls = "Calls";
    public const string Rows = "Rows predicted";
    public const string Compute = "Compute, ms";
    public const string TokensIn = "Tokens read";
    public const string TokensOut = "Tokens written";
    public const string Storage = "Storage, GB-hours";
    public const string PerCall = "a call";
    public const string PerRow = "a row";
    public const string PerSecond = "a second of compute";
    public const string PerThousandTokens = "1,000 tokens";
    public const string PerThousandRead = "for 1,000 tokens read";
    public const string PerThousandWritten = "for 1,000 tokens written";
    public const string SomeCalls = "calls";
    public const string SomeRows = "rows";
    public const string SomeCompute = "ms of compute";
    public const string SomeRead = "tokens read";
    public const string SomeWritten = "tokens written";
    public const string SomeStorage = "gigabyte-hours";
    public const string PerGigabyteHour = "a gigabyte-hour";
    public const string IncludedInPlan = "included";

    // Visitors
    public const string Headline = "Machine learning, by the call";
    public const string Lead = "Predictions and texts from one API. Try a model now; sign up when you need a key of your own.";
    public const string TryNow = "Try a model";
    public const string VisitorLimits = "You try within the limits of the free plan, which all visitors share. Nothing of it is billed.";
    public const string Choose = "Choose";
    public const string Current = "Your plan";
    public const string NeedsApproval = "An operator approves it first.";
    public const string PerMonth = "a month";
    public const string FreeOfCharge = "Free of charge";
    public const string PaidByUse = "Paid by use";

    // Signing in and up
    public const string SignInWith = "Sign in to see what you use, and to get a key.";
    public const string SignInFailed = "Signing in did not work. Nothing was changed; please try again.";
    public const string SignInEnded = "Your session has ended. Sign in again to go on where you were.";
    public const string DevelopmentOnly = "This is a development sign-in: you are whoever you say. It does not start outside Development.";
    public const string Name = "Name";
    public const string NameHint = "As invoices have it: a person or a company.";
    public const string Email = "E-mail";
    public const string EmailHint = "Where invoices and notices go.";
    public const string Country = "Country";
    public const string CountryHint = "Decides about taxes.";
    public const string AsOperator = "With the operator's role";
    public const string CreateAccount = "Create account";
    public const string WrongName = "Enter a name of 1 to 120 characters.";
    public const string WrongEmail = "Enter an e-mail address, such as ada@example.com.";
    public const string WrongCountry = "Choose a country of the list.";
    public const string Welcome = "Welcome";
    public const string KeyOnce = "This is your key. It is shown once: keep it where you keep passwords.";
    public const string KeyLater = "Your account is there. The gateway does not answer yet, so your key is being made; make it visible "
        + "under Keys in a moment.";
    public const string KeyShownBefore =
        "This was sent already, and a key is shown once. If you have not got it, make a new one; the other one goes on.";
    public const string FirstCall = "Your first call";
    public const string WaitsForApproval =
        "Your plan waits for an operator. You get a notice, and a key under Keys, as soon as it is approved.";

    // Keys
    public const string KeysLead =
        "Each subscription has two keys. Use one; when you change it, switch to the other first, so that no call is refused.";
    public const string KeyNever = "Keys are kept by the gateway alone, and shown once, when they are made.";
    public const string NewKey = "Make a new key";
    public const string NewKeyWarning = "The old one stops working at once.";
    public const string Primary = "First key";
    public const string Secondary = "Second key";
    public const string GatewayAway = "The gateway does not answer at the moment. Nothing was changed; please try again in a minute.";

    // Plan
    public const string PlanAtOnce = "It begins at once; the price from the next full hour on. Your keys stay as they are.";
    public const string PlanLater = "It begins with your next period. Until then everything stays as it is, and so do your keys.";
    public const string PaymentFirst = "This plan needs a payment method first. You come back to it then.";

    // Billing
    public const string PaymentMethod = "Payment method";
    public const string NoMethod = "There is none yet.";
    public const string AddMethod = "Add a payment method";
    public const string ReplaceMethod = "Use another one";
    public const string Remove = "Remove";
    public const string ToProvider = "You go on at the payment provider, who asks for your approval.";
    public const string ProviderAway = "The payment provider does not answer. Nothing was taken; please try again in a minute.";
    public const string ProviderRefused = "The payment provider did not take the approval. Nothing was charged; please begin again.";
    public const string NoProvider = "No payment provider is set up here.";
    public const string Invoices = "Invoices";
    public const string NoInvoices = "There is no invoice yet. The first one comes when your first period is over.";
    public const string Suspended = "Your subscription is suspended, because an invoice was not paid. Add a payment method: it is charged "
        + "at once, and your keys work again.";
    public const string PastDue =
        "A payment did not go through. Add another payment method; calls are answered until the day that the notice names.";
    public const string Cancelled = "Your subscription has ended. Choose a plan to begin anew.";

    // Overview and limits
    public const string SpentSoFar = "This period so far";
    public const string Forecast = "Forecast";
    public const string NextInvoice = "Next invoice";
    public const string CallsLeft = "Calls left";
    public const string NetAmounts = "Amounts are without tax.";
    public const string Estimated = "A price index of this month is not published yet; it is taken as it was when the plan was made.";
    public const string Included = "Included";
    public const string Used = "Used";
    public const string Day = "Day";
    public const string Model = "Model";
    public const string NothingUsed = "Nothing was used in this period yet.";
    public const string CapReached = "You have used all calls of your plan. A larger plan works at once, with the same key.";
    public const string CapNear = "You have used four fifths of your plan's calls.";
    public const string AsTable = "As a table";

    // Try and chat
    public const string Send = "Send";
    public const string Prediction = "Prediction";
    public const string Probabilities = "Probabilities";
    public const string ThisCall = "This call";
    public const string ComputeComes = "and its compute time";
    public const string SameCall = "The same call as code";
    public const string KeyVariable = "Put your key into the environment variable PLATFORM_KEY first: export PLATFORM_KEY=… in a shell, "
        + "$env:PLATFORM_KEY='…' in PowerShell.";
    public const string Fields = "Fields";
    public const string ModelsAway = "The models do not answer at the moment. Please try again in a minute.";
    public const string NoModels = "No model is served at the moment.";
    public const string NoVisitors = "Sign up to try a model; it takes a minute.";
    public const string Message = "Message";
    public const string Stop = "Stop";
    public const string NewChat = "New conversation";
    public const string Tokens = "tokens";
    public const string You = "You";
    public const string NoChatModels = "No model that converses is served at the moment.";
    public const string MessageTooLong = "Enter a message of 1 to 4,000 characters.";

    // Data
    public const string DataLead =
        "Nothing of your calls is kept unless you agree. Each purpose is a decision of its own, which you can take back here.";
    public const string DataOff = "Nothing is collected here, and nothing can be agreed to.";
    public const string Agree = "Agree";
    public const string Withdraw = "Withdraw";
    public const string EraseNow = "Erase what was collected";
    public const string Erasing = "What was collected is being erased.";
    public const string OtherText = "You agreed to an earlier text, which does not count any more.";
    public const string Record = "Record";
    public const string NoRecord = "You have decided nothing yet.";

    // Account
    public const string DeleteAccount = "Delete account";
    public const string DeleteText =
        "Your subscription ends with this hour, your keys stop working, consents are withdrawn and you are signed out everywhere. Your "
        + "last invoice follows. Name, address and payment method are erased as soon as it is paid. Invoices are kept as they were "
        + "issued, as the law wants it.";
    public const string DeleteConfirm = "Type DELETE to confirm";
    public const string DeleteWord = "DELETE";
    public const string Deleted = "Your account is closed. Thank you for having been here.";

    // What can go wrong
    public const string NotFound = "There is no such page, or it is not yours.";
    public const string FormOld = "The form was older than your session, or not from here. Nothing was changed; please send it again.";
    public const string SentAlready = "That was sent already. Nothing was called again.";
    public const string TooMany = "That was often. Please wait a minute.";
    public const string TooLarge = "That is too large.";
    public const string AccountClosed = "This account is closed. Nothing was changed.";
    public const string CallRefused = "The key was not taken. If your subscription is suspended, see Billing.";
    public const string CallForbidden = "The plan's calls are used up.";
    public const string CallTooMany = "The plan's calls of this minute are used up.";
    public const string CallUnanswered = "Nobody answered. Nothing was billed; please try again.";
    public const string ChangePlan = "Change plan";
    public const string Copy = "Copy";
    public const string Copied = "Copied";

    /// <summary>What a page says after something was done, by the word in its address.</summary>
    public static string? Said(string? word) => word switch
    {
        "plan" => "Your plan was changed.",
        "plan-asked" => "Your plan was asked for. An operator decides.",
        "method" => "Your payment method is ready.",
        "method-cancelled" => "The payment method was not approved. Nothing was changed.",
        "method-removed" => "The payment method was removed.",
        "agreed" => "You agreed. You can withdraw here at any time.",
        "withdrawn" => "You withdrew. What was collected is erased.",
        "erasing" => "What was collected is being erased.",
        "decided" => "That is decided.",
        "released" => "That is released.",
        _ => null,
    };

    public static string NoSuchPlan(string plan) => $"there is no plan '{(plan.Length > 40 ? plan[..40] : plan)}'; choose one of the list";

    public static string ModelGone(string model)
        => $"The model '{model}' is not served any more. What you filled in was not sent; choose another model.";

    public static string WrongField(ModelField field) => field.Kind switch
    {
        FieldKind.Choice => "Choose one of the list.",
        FieldKind.Whole => field.Minimum is { } least ? $"Enter a whole number from {least}." : "Enter a whole number.",
        FieldKind.Number => "Enter a number, such as 1.5.",
        FieldKind.Json => "Enter numbers as JSON, such as [1, 2, 3].",
        _ => "Enter a text.",
    };

    public static string ChangeTo(string title) => $"Change to {title}";

    public static string CountedSince(long hour)
        => $"Your plan began on {Shown.Hour(hour)}; what you used before that counts by the plan before.";

    /// <summary>As people call a payment provider.</summary>
    public static string Provider(string name) => name switch
    {
        "paypal" => "PayPal",
        "stripe" => "Stripe",
        _ => name,
    };

    /// <summary>In the largest unit of which there is more than one, rounded up: a month of seconds tells nobody anything.</summary>
    public static string RetryIn(int seconds)
    {
        var (unit, name) = seconds switch
        {
            > 2 * 86_400 => (86_400, "day"),
            > 2 * 3_600 => (3_600, "hour"),
            > 2 * 60 => (60, "minute"),
            _ => (1, "second"),
        };
        var count = (seconds + unit - 1) / unit;
        return $"Try again in {count} {name}{(count == 1 ? "" : "s")}.";
    }
}
