"""The convolutional network in PyTorch against the convolution by hand, where it is installed."""

import numpy as np
import pytest
from reference.convolution import conv_backward, conv_forward, conv_parameters
from reference.pooling import max_pool

torch = pytest.importorskip("torch", reason="PyTorch is optional: pip install 'chainrule[torch]'")

from reference.pytorch import convnet  # noqa: E402


@pytest.fixture
def case():
    torch.manual_seed(0)
    rng = np.random.default_rng(4)
    X, W = rng.normal(size=(2, 3, 5, 7)), rng.normal(size=(4, 3, 3, 2))
    return X, W, rng.normal(size=4), (2, 1), (1, 0)


def test_a_layer_convolves_with_the_kernels_that_it_was_given(case):
    X, W, b, stride, padding = case
    layer = convnet.conv_layer(torch.tensor(W), torch.tensor(b), stride, padding)

    expected = conv_forward(X, W, b, stride, padding)
    np.testing.assert_allclose(layer(torch.tensor(X)).detach().numpy(), expected, atol=1e-12)
    assert all(each.requires_grad for each in layer.parameters())


def test_autograd_finds_the_gradients_by_hand_twice_alike(case):
    X, W, b, stride, padding = case
    dZ = np.random.default_rng(5).normal(size=conv_forward(*case).shape)
    tensors = [torch.tensor(each) for each in (dZ, X, W, b)]
    convnet.conv_gradients(*tensors, stride, padding)
    found = convnet.conv_gradients(*tensors, stride, padding)

    for auto, hand in zip(found, conv_backward(dZ, X, W, stride, padding), strict=True):
        np.testing.assert_allclose(auto.numpy(), hand, atol=1e-12)


def test_the_network_is_what_its_layers_are_by_hand(case):
    model = convnet.DigitNet(2, 3).double()
    state = {name: each.numpy() for name, each in model.state_dict().items()}
    A = images = np.random.default_rng(6).uniform(size=(4, 1, 8, 8))
    for name in ("conv1", "conv2"):
        kernels, biases = state[f"{name}.weight"], state[f"{name}.bias"]
        Z = conv_forward(A, kernels, biases, (1, 1), (1, 1))
        A = max_pool(np.maximum(Z, 0), (2, 2), (2, 2))
    logits = A.reshape(4, -1) @ state["fc.weight"].T + state["fc.bias"]

    found = model(torch.tensor(images)).detach().numpy()
    np.testing.assert_allclose(found, logits, atol=1e-12)


def test_the_network_for_digits_has_as_many_parameters_as_on_paper():
    counted = sum(each.numel() for each in convnet.DigitNet().parameters())

    assert counted == conv_parameters(1, 8, 3, 3) + conv_parameters(8, 16, 3, 3) + 650


def test_predictions_are_made_in_evaluation_mode():
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Dropout(0.9), torch.nn.Flatten(), torch.nn.Linear(64, 10))
    pictures = np.random.default_rng(0).uniform(size=(30, 8, 8))
    images = torch.tensor(pictures, dtype=torch.float32)

    classes = convnet.predict(model.train(), pictures)

    np.testing.assert_array_equal(classes, model[2](images.flatten(1)).argmax(1).numpy())
    assert not model.training
