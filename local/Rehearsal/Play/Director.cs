using System.Globalization;
using Platform.Billing.Customers;
using Platform.Rehearsal.Cast;
using Platform.Rehearsal.Parts;

namespace Platform.Rehearsal.Play;

/// <summary>
/// Drives the clock through the months. While servers run, a step is shorter than the two hours after which billing gives up a
/// silent log; afterwards, when only money moves, it is longer.
/// </summary>
internal sealed class Director : IDisposable
{
    private static readonly TimeSpan _step = TimeSpan.FromMinutes(96), _longStep = TimeSpan.FromHours(8), _minute = TimeSpan.FromSeconds(
        61), _round = TimeSpan.FromSeconds(1), _patience = TimeSpan.FromMinutes(2);
    private const int StepsPerDay = 15, DaysOfPayment = 32, LongStepsPerDay = 3, LastSteps = 12;

    private readonly Stage _stage;
    private readonly RehearsalOptions _options;
    private readonly Draws _draws;
    private readonly HttpClient _calls;
    private readonly HttpClient _billing = new();
    private readonly HashSet<Customer> _answered = [], _refunded = [];
    private readonly Dictionary<Customer, int> _tries = [];
    private readonly int _servingSteps;
    private readonly int _payingSteps;
    private readonly Caller _caller;
    private DateTimeOffset _next = Stage.Begin;
    private DateOnly _counted = DateOnly.FromDateTime(Stage.Begin.UtcDateTime);

    public Director(Stage stage, RehearsalOptions options)
    {
        (_stage, _options, _draws) = (stage, options, new Draws(options.Seed));
        _calls = new HttpClient { BaseAddress = stage.Gateway.Address, Timeout = TimeSpan.FromSeconds(60) };
        _caller = new Caller(_calls, "/inference/v1/predict", Model.Example, stage.Clock);
        Customers = Troupe.Of(stage.Offer.Tiers, options.Customers);
        Payer = new Payer(stage);
        Office = new Office(stage, Payer);
        Mail = new Mail(stage, Payer, _draws, options.Faults);
        History = new History(stage.Database);
        // The first customers join at once and the last two days later, so the months are over for all three days after theirs
        var serving = options.Days is { } days ? TimeSpan.FromDays(days) : Stage.Begin.AddMonths(options.Months).AddDays(3) - Stage.Begin;
        _servingSteps = (int)(serving / _step);
        _payingSteps = (options.Days ?? DaysOfPayment) * LongStepsPerDay;
        Killer = new Killer(stage, _draws, _servingSteps + _payingSteps, options.Faults ? options.Kills : 0);
    }

    public IReadOnlyList<Customer> Customers { get; }

    public Payer Payer { get; }

    public Office Office { get; }

    public Mail Mail { get; }

    public History History { get; }

    public Killer Killer { get; }

    public Caller Caller => _caller;

    /// <summary>The gateway's counts of each day, by subscription.</summary>
    public Dictionary<DateOnly, IReadOnlyDictionary<string, long>> Counts { get; } = [];

    /// <summary>Calls without a key, or with one that is nobody's, that were not refused.</summary>
    public int Strangers { get; private set; }

    /// <summary>Customers who were suspended, paid, and were answered again.</summary>
    public int Returned { get; private set; }

    /// <summary>Customers who were suspended and paid.</summary>
    public int PaidAgain => _tries.Count;

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        await Office.SetIndexesAsync(_options.Months + 3, cancellationToken);
        for (var step = 0; step < _servingSteps; step++)
            await StepAsync(_step, () => ServeAsync(step, cancellationToken), serves: true, cancellationToken);
        await Killer.ReadyAsync();
        await Task.WhenAll(_stage.Servers.Select(server => server.StopAsync()));
        for (var step = 0; step < _payingSteps; step++)
            await StepAsync(_longStep, () => PayAsync(cancellationToken), serves: false, cancellationToken);
        await Killer.ReadyAsync();
        foreach (var customer in Customers)
            await Office.CancelAsync(customer, cancellationToken);
        for (var step = 0; step < LastSteps; step++)
            await StepAsync(_longStep, () => Task.CompletedTask, serves: false, cancellationToken);
        await Office.FollowAsync(Customers, cancellationToken);
    }

    public void Dispose()
    {
        _calls.Dispose();
        _billing.Dispose();
        Payer.Dispose();
        Office.Dispose();
    }

    /// <summary>
    /// Time jumps; customers do what they do while billing works and somebody may die; billing comes to an end with its work.
    /// </summary>
    private async Task StepAsync(TimeSpan length, Func<Task> scene, bool serves, CancellationToken cancellationToken)
    {
        _next += length;
        _stage.Clock.Jump(_next - _stage.Clock.GetUtcNow());
        var killing = Killer.StepAsync(serves, cancellationToken);
        await Office.FollowAsync(Customers, cancellationToken);
        if (_options.Faults && _draws.OneIn(8))
            await Payer.FailAsync(_draws, cancellationToken);
        await scene();
        await killing;
        await WaitAsync(serves ? 1 : 2, cancellationToken);
        var captures = await Payer.CapturesAsync(cancellationToken);
        await Mail.RunAsync(captures, cancellationToken);
        await SettleAsync(captures, cancellationToken);
        await History.LookAsync(cancellationToken);
        await CountAsync(cancellationToken);
    }

    /// <summary>The gateway keeps its counts for as long as the service does, which is shorter than some rehearsals.</summary>
    private async Task CountAsync(CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(_stage.Clock.GetUtcNow().UtcDateTime);
        if (day == _counted)
            return;
        Counts[_counted] = await Office.CountsAsync(_counted, cancellationToken);
        _counted = day;
    }

    /// <summary>
    /// Until billing has ended rounds: one, which read the logs; two, of which the second began after all that was done now. While
    /// servers run one is enough, as each round reads what was there at the jump before, and no log is silent for two hours.
    /// </summary>
    private async Task WaitAsync(int rounds, CancellationToken cancellationToken)
    {
        if (_stage.Billing.Address is null)
            await Killer.ReadyAsync();
        var (done, began) = (await RoundsAsync(-1, cancellationToken), TimeProvider.System.GetTimestamp());
        for (var last = done + rounds; done < last; done = await RoundsAsync(done, cancellationToken))
        {
            // The next round is due at once, and after the one that may be running
            _stage.Clock.Jump(_round);
            if (TimeProvider.System.GetElapsedTime(began) > _patience)
                throw new RehearsalException($"billing does not come to an end with its work; see {_stage.Folder}");
        }
    }

    private async Task<long> RoundsAsync(long after, CancellationToken cancellationToken)
    {
        var text = await _billing.GetStringAsync(
            new Uri(_stage.Billing.Address!, $"{RoundEndpoint.Path}?after={after}"), cancellationToken);
        return long.Parse(text, CultureInfo.InvariantCulture);
    }

    private async Task ServeAsync(int step, CancellationToken cancellationToken)
    {
        foreach (var customer in Customers.Where(
            customer => !customer.HasJoined && step >= customer.Number * 2 * StepsPerDay / Customers.Count))
        {
            await Office.JoinAsync(customer, cancellationToken);
            if (customer.Habit is Habit.PaysLate or Habit.NeverPays)
                await Payer.RefuseAsync(customer.Token!, refuses: true, cancellationToken);
        }

        await Task.WhenAll(
            Customers.Where(customer => customer.HasJoined && customer.Habit != Habit.UsesUp && _draws.OneIn(3)).Select(CallSomeAsync)
                .ToList());
        await StrangersAsync(step, cancellationToken);
        foreach (var customer in Customers)
            await ActAsync(customer, step, cancellationToken);
        await PayAsync(cancellationToken);

        async Task CallSomeAsync(Customer customer)
        {
            for (var left = 1 + customer.Number % 4; left > 0; left--)
                await _caller.CallAsync(customer, cancellationToken);
        }
    }

    private async Task StrangersAsync(int step, CancellationToken cancellationToken)
    {
        if (step % StepsPerDay != 0)
            return;
        var stranger = new Customer(-1, Habit.Steady, Customers[0].Tier);
        if (await _caller.CallAsync(stranger, cancellationToken) != Outcome.KeyRefused)
            Strangers++;
    }

    private async Task ActAsync(Customer customer, int step, CancellationToken cancellationToken)
    {
        var paid = Troupe.Paid(_stage.Offer.Tiers);
        switch (customer.Habit)
        {
            case Habit.UsesUp when customer.HasJoined && customer.Number == 0:
                await UseUpAsync(customer, cancellationToken);
                break;
            case Habit.UsesUp when customer.HasJoined && step % (5 * StepsPerDay) == 0:
                await BurstAsync(customer, cancellationToken);
                break;
            case Habit.Changes when step == 12 * StepsPerDay:
                await Office.ChangeAsync(customer, paid[^1], PlanChange.AtOnce, cancellationToken);
                break;
            case Habit.Changes when step == 20 * StepsPerDay:
                await Office.ChangeAsync(customer, paid[0], PlanChange.AtPeriodEnd, cancellationToken);
                break;
        }
    }

    /// <summary>Faster than the tier allows: as many calls as a minute has, and two more.</summary>
    private Task BurstAsync(Customer customer, CancellationToken cancellationToken)
        => Task.WhenAll(Enumerable.Range(0, customer.Tier.CallsPerMinute + 2).Select(_ => _caller.CallAsync(customer, cancellationToken)));

    private async Task UseUpAsync(Customer customer, CancellationToken cancellationToken)
    {
        for (var minutes = 5; minutes > 0; minutes--)
        {
            // Where it is used up, tried once a step until it is renewed
            if (await _caller.CallAsync(customer, cancellationToken) == Outcome.QuotaUsedUp)
                return;
            await BurstAsync(customer, cancellationToken);
            _stage.Clock.Jump(_minute);
        }
    }

    private async Task PayAsync(CancellationToken cancellationToken)
    {
        foreach (var customer in Customers.Where(customer => customer.Habit == Habit.IsRefunded && !_refunded.Contains(customer)))
            if (await Office.GiveBackAsync(customer, cancellationToken))
                _refunded.Add(customer);
        foreach (var customer in Customers.Where(customer => customer is { Habit: Habit.PaysLate, State: "suspended" }))
        {
            await _caller.CallAsync(customer, cancellationToken);
            // Once a day another payment method, until one pays: with faults a bank may refuse that one too
            var tries = _tries[customer] = _tries.GetValueOrDefault(customer) + 1;
            if (tries % LongStepsPerDay == 1)
                await Office.PayWithAsync(customer, $"{customer.Account}-again-{tries}", cancellationToken);
        }

        foreach (var customer in _tries.Keys.Where(customer => customer.State == "active" && !_answered.Contains(customer)).ToList())
        {
            await AnswerAgainAsync(customer, cancellationToken);
            _answered.Add(customer);
        }
    }

    private async Task AnswerAgainAsync(Customer customer, CancellationToken cancellationToken)
    {
        var isNight = _stage.Servers.All(server => server.Address is null);
        if (isNight)
            await _stage.Servers[0].StartAsync(cancellationToken);
        if (await _caller.CallAsync(customer, cancellationToken) is Outcome.Answered or Outcome.Lost)
            Returned++;
        if (isNight)
            await _stage.Servers[0].StopAsync();
    }

    /// <summary>What is pending settles some days later.</summary>
    private async Task SettleAsync(IReadOnlyList<CaptureView> captures, CancellationToken cancellationToken)
    {
        foreach (var capture in captures)
            if (capture.Status == "PENDING" && _draws.OneIn(10))
                await Payer.SettleAsync(capture.Id, cancellationToken);
    }
}
