"""Félix has the first half, right; the cells of the second half are gone."""

OPTIONS = {
    "language": "en",
    "like": "ada",
    "delete": [
        "demo",
        "evaluate",
        "fine_tune_mode",
        "running_variance",
        "train_epoch",
        "schedule_epochs",
        "warmup_cosine",
        "save_checkpoint",
        "load_checkpoint",
        "keep_best",
        "pick_device",
        "to_numpy",
        "dropout",
        "noise_like",
        "same_seed",
        "timed",
        "fit_digits",
    ],
}
